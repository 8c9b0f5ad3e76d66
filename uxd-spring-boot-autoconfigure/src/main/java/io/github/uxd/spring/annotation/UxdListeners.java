package io.github.uxd.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Holds several {@link UxdListener @UxdListener} of one method. They can be written
 * without it, one below the other.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(ListenerMethodReflectiveProcessor.class)
public @interface UxdListeners {

	/**
	 * The listeners that the method is.
	 * @return the annotations
	 */
	UxdListener[] value();

}

package io.github.uxd.spring.boot.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Only if some switches are on. Unlike Spring Boot's condition on a property this
 * understands all that can be bound as a boolean ({@code yes}, {@code on}, {@code 1}), as
 * the switches of further peers do, and refuses what can't be.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnUxdSwitchCondition.class)
public @interface ConditionalOnUxdSwitch {

	/**
	 * Names of the switches.
	 * @return the whole names of the properties, all of which must be on
	 */
	String[] value();

	/**
	 * Whether a switch is on that nothing is said of.
	 * @return {@code true} by default
	 */
	boolean byDefault() default true;

}

/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.uxd.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Has a method of a class that is annotated with {@link UxdListener @UxdListener} called
 * for those datagrams whose payload is of the type that it takes.
 *
 * <pre class="code">
 * &#64;UxdListener(peer = "commands")
 * class Commands {
 *
 * 	&#64;UxdHandler
 * 	void start(Start command) {
 * 		...
 * 	}
 *
 * 	&#64;UxdHandler
 * 	void stop(Stop command) {
 * 		...
 * 	}
 *
 * 	&#64;UxdHandler(isDefault = true)
 * 	void other(byte[] datagram) {
 * 		...
 * 	}
 *
 * }
 * </pre>
 *
 * A datagram doesn't tell its type: it is converted once, to the type that those of the
 * methods have in common, and what comes of that decides. With Jackson it is an interface
 * or class that says how its kinds are told apart, by {@code @JsonTypeInfo} say. Of
 * several methods that could take it the one of the most special type is called. What
 * none of them takes, and what can't be converted, as what has no bytes, is the
 * default's; without one it is an error, for which the sender is to blame.
 * <p>
 * All else is as for any listener method: parameters, of which just one is converted from
 * the payload, return values, {@code @SendTo} and errors. The default may have the
 * parameters of any listener method.
 * <p>
 * Mistakes end the start of the application: methods that take the same type, that have
 * no type in common which can be converted to, or take what every datagram is, such as
 * text; a kind of a sealed type that nobody takes; several defaults; a class that isn't
 * annotated.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective(ListenerMethodReflectiveProcessor.class)
public @interface UxdHandler {

	/**
	 * Whether the method is called for what no other method of the class takes. At most
	 * one of them is.
	 * @return whether it is the default
	 */
	boolean isDefault() default false;

}

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

import org.springframework.beans.factory.BeanInitializationException;

/**
 * A method that is annotated with {@link UxdListener @UxdListener} can't listen. The
 * message names it, and says why.
 */
public class UxdListenerRegistrationException extends BeanInitializationException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message which method of which bean can't listen, and why
	 * @param cause what was thrown
	 */
	public UxdListenerRegistrationException(String message, Throwable cause) {
		super(message, cause);
	}

}

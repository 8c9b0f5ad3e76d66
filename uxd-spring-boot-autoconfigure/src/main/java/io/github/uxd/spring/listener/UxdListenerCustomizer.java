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

package io.github.uxd.spring.listener;

/**
 * Changes how listeners are called, those of annotated methods and those that are
 * registered. All beans of this type are called for each listener, in their
 * {@linkplain org.springframework.core.annotation.Order order}; they have the last word,
 * after the annotation and the properties.
 */
@FunctionalInterface
public interface UxdListenerCustomizer {

	/**
	 * Customize a listener that is about to be registered.
	 * @param endpoint the listener, which tells its id and that of its peer
	 */
	void customize(UxdListenerEndpoint.Builder endpoint);

}

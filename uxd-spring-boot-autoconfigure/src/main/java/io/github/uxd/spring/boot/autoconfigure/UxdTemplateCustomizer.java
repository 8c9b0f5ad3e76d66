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
package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.spring.core.UxdTemplate;

/**
 * Changes how the templates of the peers are set up. All beans of this type are called
 * for each template, in their {@linkplain org.springframework.core.annotation.Order
 * order}, after the properties.
 */
@FunctionalInterface
public interface UxdTemplateCustomizer {

	/**
	 * Change how a template is set up.
	 * @param template the template
	 * @param peerId the id of its peer: its key below {@code uxd.peers}, or the name of
	 * the primary peer
	 */
	void customize(UxdTemplate template, String peerId);

}

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

import org.springframework.core.convert.converter.Converter;
import org.springframework.util.StringUtils;

/**
 * Binds a peer that has an id and nothing else: {@code orders: {}} in YAML, which arrives
 * as an empty text.
 */
final class EmptyPeerConverter implements Converter<String, PeerProperties> {

	@Override
	public PeerProperties convert(String source) {
		if (StringUtils.hasText(source)) {
			throw new IllegalArgumentException("The properties of a peer are set below its id, as 'path' say; \""
					+ source + "\" alone says nothing");
		}
		return new PeerProperties();
	}

}

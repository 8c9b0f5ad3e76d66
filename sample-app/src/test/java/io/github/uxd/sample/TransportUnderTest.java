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
package io.github.uxd.sample;

import java.util.Locale;

import io.github.uxd.TransportType;
import io.github.uxd.spring.boot.autoconfigure.PeerBuilderCustomizer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Has all peers of the tests use the transport that the build asks for: it runs the tests
 * once for each.
 */
@AutoConfiguration
final class TransportUnderTest {

	/**
	 * The property that the build sets.
	 */
	static final String PROPERTY = "sample.transport";

	static TransportType get() {
		return TransportType.valueOf(System.getProperty(PROPERTY, "auto").toUpperCase(Locale.ROOT));
	}

	@Bean
	PeerBuilderCustomizer transportOfAllPeers() {
		return (builder, peerId) -> builder.transport(get());
	}

}

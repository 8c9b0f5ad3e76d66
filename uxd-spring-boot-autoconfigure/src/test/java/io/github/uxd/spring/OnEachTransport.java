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
package io.github.uxd.spring;

import java.util.Locale;
import java.util.stream.Stream;

import io.github.uxd.TransportType;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that run once for each transport that there must be on this machine. On a JDK
 * below 22 the native one is the same but for JNA, which the tests of the core hold to
 * its contract, and which tests that ask for no transport are on.
 */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.github.uxd.spring.OnEachTransport#transports")
public abstract class OnEachTransport {

	@Parameter
	protected TransportType transport;

	static Stream<TransportType> transports() {
		boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
		boolean isNative = linux && Runtime.version().feature() >= 22;
		return Stream.of(TransportType.JUNIXSOCKET, TransportType.NATIVE)
			.filter((transport) -> isNative || transport != TransportType.NATIVE);
	}

	/**
	 * Return the property that has an application use the transport that is tested.
	 */
	protected String transportProperty() {
		return "uxd.transport=" + this.transport;
	}

}

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
package io.github.uxd.internal.systemd;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PassedSocketsTests {

	private static final long PID = 7;

	private final Map<String, String> environment = new HashMap<>(Map.of("LISTEN_PID", "7", "LISTEN_FDS", "2"));

	private PassedSockets sockets() {
		return PassedSockets.of(this.environment, PID);
	}

	@Test
	void theFirstIsTheThirdDescriptor() {
		this.environment.put("LISTEN_FDNAMES", "orders:audit");
		assertThat(sockets().sockets()).containsExactly(new PassedSocket(3, "orders"), new PassedSocket(4, "audit"));
		assertThat(sockets().problem()).isNull();
	}

	@Test
	void whatHasNoNameIsUnknown() {
		assertThat(sockets().sockets()).extracting(PassedSocket::name).containsExactly("unknown", "unknown");
		this.environment.put("LISTEN_FDNAMES", ":audit");
		assertThat(sockets().sockets()).extracting(PassedSocket::name).containsExactly("unknown", "audit");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "orders", "a:b:c" })
	void namesThatAreNotAsManyAreRefused(String names) {
		this.environment.put("LISTEN_FDNAMES", names);
		assertThat(sockets().sockets()).isEmpty();
		assertThat(sockets().problem()).startsWith("LISTEN_FDNAMES has ").endsWith("LISTEN_FDS is 2.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "", " 2", "2 ", "99999999", "99999999999999999999", "two", "\u001b[31m" })
	void whatIsNoNumberOfSocketsIsNone(String count) {
		this.environment.put("LISTEN_FDS", count);
		assertThat(sockets().sockets()).isEmpty();
		assertThat(sockets().problem()).startsWith("LISTEN_FDS is \"").doesNotContain("\u001b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "8", "", "07", "7 ", "\u001b" })
	void thoseOfAnotherProcessAreNotOurs(String receiver) {
		this.environment.put("LISTEN_PID", receiver);
		assertThat(sockets().sockets()).isEmpty();
		assertThat(sockets().problem()).startsWith("LISTEN_PID is ")
			.contains("this is process 7")
			.doesNotContain("\u001b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "LISTEN_PID", "LISTEN_FDS" })
	void withoutTheVariablesNobodyHasSaidAnything(String variable) {
		this.environment.remove(variable);
		assertThat(sockets()).isSameAs(PassedSockets.UNTOLD);
	}

}

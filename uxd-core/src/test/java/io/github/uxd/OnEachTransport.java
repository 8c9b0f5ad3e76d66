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
package io.github.uxd;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that run once for each transport that this machine has: whatever a peer promises,
 * it promises on all of them.
 */
@ParameterizedClass(name = "on {0}")
@MethodSource("io.github.uxd.OnEachTransport#transports")
abstract class OnEachTransport {

	/**
	 * The way into the kernel that the build asks for, which on newer JDKs it does when
	 * it runs the tests tagged {@code kernel} again; else {@code null}.
	 */
	static final String KERNEL = System.getProperty("io.github.uxd.kernel");

	@Parameter
	TransportType transport;

	/**
	 * Return the transports that there must be here: a native one that can't be had is a
	 * failure, not a skip. Where a way into the kernel was asked for it is only that one.
	 */
	static List<TransportType> transports() {
		if (KERNEL != null) {
			return List.of(TransportType.NATIVE);
		}
		boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
		return linux ? List.of(TransportType.JUNIXSOCKET, TransportType.NATIVE) : List.of(TransportType.JUNIXSOCKET);
	}

	/**
	 * Start to build a peer on the transport that is tested.
	 */
	PeerBuilder peer() {
		return Peer.builder().transport(this.transport);
	}

	/**
	 * Wait for the next datagram, and receive it.
	 */
	static Datagram receiveNext(Peer peer) throws UxdException {
		assertThat(peer.awaitReadable(Duration.ofSeconds(30))).isTrue();
		Datagram datagram = peer.receive();
		assertThat(datagram).isNotNull();
		return datagram;
	}

	boolean isNative() {
		return this.transport == TransportType.NATIVE;
	}

}

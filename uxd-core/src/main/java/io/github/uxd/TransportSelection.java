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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.internal.transport.TransportProvider;
import io.github.uxd.internal.transport.TransportProviders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport that a peer's options lead to on this machine.
 *
 * @param type what it is, never {@link TransportType#AUTO}
 * @param provider makes the sockets
 */
record TransportSelection(TransportType type, TransportProvider provider) {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

	/**
	 * Select a transport.
	 * @throws PeerOpenException if none can be had that does what is asked for
	 */
	static TransportSelection of(PeerOptions options) throws PeerOpenException {
		TransportType asked = options.transport();
		String reason = "the transport \"junixsocket\" was asked for.";
		if (asked != TransportType.JUNIXSOCKET) {
			TransportProvider provider = TransportProviders.ofNative();
			reason = provider.unavailableReason();
			if (reason == null) {
				return new TransportSelection(TransportType.NATIVE, provider);
			}
			if (asked == TransportType.NATIVE) {
				throw PeerOpenException.unsupported(reason);
			}
		}
		TransportProvider provider = TransportProviders.junixsocket();
		if (options.needsCredentials() && !provider.tellsCredentials()) {
			throw PeerOpenException
				.unsupported("Only the native transport knows who sends a datagram, and it isn't used: " + reason);
		}
		String reasonAgainst = provider.unavailableReason();
		if (reasonAgainst != null) {
			throw PeerOpenException
				.unsupported((asked == TransportType.AUTO) ? reasonAgainst + " " + reason : reasonAgainst);
		}
		if (asked == TransportType.AUTO && TOLD.add(reason)) {
			LOG.info("Unix-domain datagrams go through junixsocket. {}", reason);
		}
		return new TransportSelection(TransportType.JUNIXSOCKET, provider);
	}

}

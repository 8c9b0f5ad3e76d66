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
package io.github.uxd.benchmarks;

import java.nio.file.Path;
import java.util.Locale;

import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.TransportType;

/**
 * Opens peers on one of the transports.
 *
 * @param transport the transport, in lower case
 * @param source whether each datagram comes with where it came from
 */
public record Peers(String transport, boolean source) {

	/**
	 * Open a peer.
	 * @param path the path of its socket
	 * @return the open peer
	 * @throws PeerOpenException if it can't be opened
	 */
	public Peer open(Path path) throws PeerOpenException {
		Peer peer = Peer.builder().path(path).transport(type(this.transport)).source(this.source).build();
		peer.open();
		return peer;
	}

	static TransportType type(String transport) {
		return TransportType.valueOf(transport.toUpperCase(Locale.ROOT));
	}

}

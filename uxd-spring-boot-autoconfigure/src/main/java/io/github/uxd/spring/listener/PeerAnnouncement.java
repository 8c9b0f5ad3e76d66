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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;

import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;

/**
 * Says in a line of the log where a peer listens, and what decides who may send and how
 * much.
 */
final class PeerAnnouncement {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_LIFECYCLE);

	private static final int PERMISSIONS = 07777;

	private PeerAnnouncement() {
	}

	static void log(String peerId, Peer peer) {
		String transport = (peer.transport() == TransportType.NATIVE) ? "native" : "junixsocket";
		logger.info(
				"Peer '" + peerId + "' listens at " + peer.path() + " (" + transport + mode(peer) + queue(peer) + ")");
	}

	private static String mode(Peer peer) {
		Path path = peer.path();
		try {
			return (path != null) ? ", mode %04o"
				.formatted((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & PERMISSIONS) : "";
		}
		catch (IOException | UnsupportedOperationException | IllegalArgumentException ex) {
			// The peer is open all the same, and what is wrong with its file is told
			// elsewhere.
			return "";
		}
	}

	private static String queue(Peer peer) {
		OptionalInt length = peer.queueLength();
		return length.isPresent() ? ", queue " + length.getAsInt() : "";
	}

}

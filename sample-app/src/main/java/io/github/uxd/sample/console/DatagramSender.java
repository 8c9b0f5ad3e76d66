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
package io.github.uxd.sample.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdPeers;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sends what a page wants sent.
 */
@Component
class DatagramSender {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private final UxdPeers peers;

	private final ObjectProvider<UxdTemplate> templates;

	DatagramSender(UxdPeers peers, ObjectProvider<UxdTemplate> templates) {
		this.peers = peers;
		this.templates = templates;
	}

	/**
	 * Send a datagram, and wait for the answer if that is wanted.
	 * @param outgoing the datagram
	 * @return the answer, or {@code null} if none was waited for
	 * @throws IllegalArgumentException if it can't be meant
	 * @throws io.github.uxd.spring.core.UxdSendException if it can't be sent, or isn't
	 * answered in time
	 */
	@Nullable Datagram send(Outgoing outgoing) {
		Peer peer = this.peers.get(outgoing.peer()).peer();
		UxdTemplate template = this.templates.stream()
			.filter((candidate) -> candidate.getPeer() == peer)
			.findFirst()
			.orElseThrow(
					() -> new IllegalArgumentException("Peer '" + outgoing.peer() + "' has no template to send with"));
		byte[] payload = outgoing.bytes();
		UxdAddress to = UxdAddress.parse(outgoing.to());
		if (outgoing.ask()) {
			return template.sendAndReceive(payload, to, TIMEOUT);
		}
		checkNotOurs(to);
		template.send(payload, to, TIMEOUT);
		return null;
	}

	/**
	 * Two listeners that answer each other would never end, and one that answers itself
	 * wouldn't either.
	 */
	private void checkNotOurs(UxdAddress to) {
		Path path = to.path();
		if (path == null && !to.isAbstract()) {
			throw new IllegalArgumentException("Where that path leads can't be told, since it isn't UTF-8. "
					+ "Wait for the answer: then it is sent from another address");
		}
		if (path != null && isOurs(path)) {
			throw new IllegalArgumentException("That is a peer of this application, whose listener's answer would come "
					+ "back to a listener, and so on for ever. Wait for the answer: then it is sent from another address");
		}
	}

	private boolean isOurs(Path path) {
		return this.peers.getAll().stream().map((peer) -> peer.peer().path()).anyMatch((ours) -> isSame(path, ours));
	}

	/**
	 * Return whether two paths lead to the same file, by whatever links.
	 */
	private static boolean isSame(Path path, @Nullable Path ours) {
		try {
			return ours != null && Files.isSameFile(path, ours);
		}
		catch (IOException ex) {
			// One of them isn't there, or can't be reached: then nothing gets there.
			return false;
		}
	}

}

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
package io.github.uxd.spring.integration;

import java.nio.file.Path;
import java.util.SplittableRandom;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;

/**
 * A program that sends datagrams of random length and content, which a receiver that
 * knows its address can tell in advance.
 */
public final class SequenceSender {

	static final int LARGEST = 8192;

	private SequenceSender() {
	}

	/**
	 * Send.
	 * @param args our path, the receiver's, and how many datagrams
	 */
	public static void main(String[] args) throws Exception {
		UxdAddress receiver = UxdAddress.of(args[1]);
		Payloads payloads = new Payloads(args[0]);
		try (Peer peer = Peer.builder().path(Path.of(args[0])).build()) {
			peer.open();
			for (int i = 0; i < Integer.parseInt(args[2]); i++) {
				TestSockets.sendUntilItSucceeds(peer, payloads.next(), receiver);
			}
		}
	}

	static final class Payloads {

		private final SplittableRandom random;

		Payloads(String sender) {
			this.random = new SplittableRandom(sender.hashCode());
		}

		byte[] next() {
			byte[] payload = new byte[this.random.nextInt(1, LARGEST + 1)];
			this.random.nextBytes(payload);
			return payload;
		}

	}

}

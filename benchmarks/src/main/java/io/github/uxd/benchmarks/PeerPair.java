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

import java.io.IOException;
import java.nio.file.Path;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;

/**
 * Two peers, of which one sends to the other.
 */
abstract class PeerPair implements Pair {

	private final Peer receiver;

	private final Peer sender;

	private final UxdAddress destination;

	PeerPair(Peers peers, Path path) throws IOException {
		this.receiver = peers.open(path);
		this.sender = peers.open(path.resolveSibling(path.getFileName() + ".s"));
		this.destination = UxdAddress.of(path);
	}

	Peer sender() {
		return this.sender;
	}

	Peer receiver() {
		return this.receiver;
	}

	UxdAddress destination() {
		return this.destination;
	}

	@Override
	public void close() {
		this.sender.close();
		this.receiver.close();
	}

}

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

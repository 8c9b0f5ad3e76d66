package io.github.uxd.benchmarks;

import java.nio.file.Path;

import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;

/**
 * Opens peers on one of the transports.
 *
 * @param transport the name of the transport
 * @param source whether each datagram comes with where it came from
 */
record Peers(String transport, boolean source) {

	Peer open(Path path) throws PeerOpenException {
		Peer peer = Peer.builder().path(path).build();
		peer.open();
		return peer;
	}

}

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
public record Peers(String transport, boolean source) {

	/**
	 * Create what opens peers.
	 * @throws IllegalArgumentException if there is no such transport
	 */
	public Peers {
		if (!transport.equals("junixsocket") || !source) {
			throw new IllegalArgumentException("There is no such transport yet");
		}
	}

	/**
	 * Open a peer.
	 * @param path the path of its socket
	 * @return the open peer
	 * @throws PeerOpenException if it can't be opened
	 */
	public Peer open(Path path) throws PeerOpenException {
		Peer peer = Peer.builder().path(path).build();
		peer.open();
		return peer;
	}

}

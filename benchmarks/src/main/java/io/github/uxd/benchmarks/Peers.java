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

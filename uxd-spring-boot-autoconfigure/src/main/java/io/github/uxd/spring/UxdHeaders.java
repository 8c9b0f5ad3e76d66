package io.github.uxd.spring;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;

/**
 * Names of the headers that a datagram has as a message.
 */
public final class UxdHeaders {

	/**
	 * Address of the sender, a {@link UxdAddress}. Missing if the sender's socket isn't
	 * {@linkplain Datagram#source() bound}.
	 */
	public static final String SOURCE = "uxd_source";

	/**
	 * {@link Peer} that received the datagram.
	 */
	public static final String PEER = "uxd_peer";

	/**
	 * Id of the peer that received the datagram, a {@link String}: its key below
	 * {@code uxd.peers}, or the name of the primary peer.
	 */
	public static final String PEER_ID = "uxd_peerId";

	/**
	 * Process that sent the datagram, as {@link SenderCredentials}. Missing unless the
	 * peer {@linkplain Datagram#credentials() asks for them}.
	 */
	public static final String CREDENTIALS = "uxd_credentials";

	private UxdHeaders() {
	}

}

package io.github.uxd;

/**
 * There are no Unix-domain datagrams on this platform, or no way to reach them from this
 * JVM.
 */
public class DatagramsUnsupportedException extends PeerOpenException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param reason why there are none, as a sentence
	 */
	public DatagramsUnsupportedException(String reason) {
		super("Unix-domain datagram sockets can't be had here. " + reason, null);
	}

}

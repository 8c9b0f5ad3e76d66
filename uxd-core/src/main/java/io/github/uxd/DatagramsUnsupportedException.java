package io.github.uxd;

/**
 * There are no Unix-domain datagrams on this platform, no way to reach them from this
 * JVM, or none that does what is asked for.
 */
public class DatagramsUnsupportedException extends PeerOpenException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param reason why there are none, as a sentence
	 */
	public DatagramsUnsupportedException(String reason) {
		super("No Unix-domain datagram socket can be had here that does what is asked for. " + reason, null);
	}

}

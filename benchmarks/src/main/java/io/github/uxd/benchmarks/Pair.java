package io.github.uxd.benchmarks;

import java.io.Closeable;
import java.io.IOException;

/**
 * Two sockets in one process: one sends to the other.
 */
interface Pair extends Closeable {

	/**
	 * Send one datagram, without waiting.
	 * @return whether the kernel took it
	 */
	boolean send() throws IOException;

	/**
	 * Receive one datagram, without waiting.
	 * @return its length, or 0 if there is none
	 */
	int receive() throws IOException;

}

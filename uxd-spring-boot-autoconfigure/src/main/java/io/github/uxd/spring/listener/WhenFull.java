package io.github.uxd.spring.listener;

/**
 * What becomes of a datagram that there is no room for.
 */
public enum WhenFull {

	/**
	 * It waits, and with it the thread that receives: the kernel's queue fills and
	 * senders feel it.
	 */
	BLOCK,

	/**
	 * It is dropped and counted.
	 */
	DROP

}

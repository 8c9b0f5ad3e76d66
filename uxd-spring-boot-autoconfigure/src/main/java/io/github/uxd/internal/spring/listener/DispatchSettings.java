package io.github.uxd.internal.spring.listener;

/**
 * Where the listeners of a peer run.
 *
 * @param mode on which threads
 * @param threads how many threads there are at most; counts for {@link Mode#POOL} only
 * @param queueCapacity how many datagrams at most wait for a thread or are being handled;
 * doesn't count for {@link Mode#CALLER}
 * @param whenFull what becomes of one more
 */
public record DispatchSettings(Mode mode, int threads, int queueCapacity, WhenFull whenFull) {

	/**
	 * The default: on the thread that receives, with the kernel's queue alone.
	 */
	public static final DispatchSettings CALLER = new DispatchSettings(Mode.CALLER, 1, 1, WhenFull.BLOCK);

	/**
	 * The threads that listeners run on.
	 */
	public enum Mode {

		/**
		 * The thread that receives.
		 */
		CALLER,

		/**
		 * A bounded number of threads.
		 */
		POOL,

		/**
		 * A virtual thread for each source that has sent something, from JDK 21 on.
		 */
		VIRTUAL

	}

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

}

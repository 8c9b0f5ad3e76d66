package io.github.uxd.internal.spring.listener;

import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.WhenFull;

/**
 * Where the listeners of a peer run.
 *
 * @param mode on which threads
 * @param threads how many threads there are at most; counts for {@link DispatchMode#POOL}
 * only
 * @param queueCapacity how many datagrams at most wait for a thread or are being handled;
 * doesn't count for {@link DispatchMode#CALLER}
 * @param whenFull what becomes of one more
 */
public record DispatchSettings(DispatchMode mode, int threads, int queueCapacity, WhenFull whenFull) {

	/**
	 * The default: on the thread that receives, with the kernel's queue alone.
	 */
	public static final DispatchSettings CALLER = new DispatchSettings(DispatchMode.CALLER, 1, 1, WhenFull.BLOCK);

}

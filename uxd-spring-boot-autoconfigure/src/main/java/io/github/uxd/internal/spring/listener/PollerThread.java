package io.github.uxd.internal.spring.listener;

import org.jspecify.annotations.Nullable;

/**
 * A thread that receives. It doesn't keep the application alive: the wish to receive
 * does, whoever does it.
 */
final class PollerThread extends Thread {

	private final ThreadedPeerPoller poller;

	private final Lease lease;

	PollerThread(ThreadedPeerPoller poller, String name, Lease lease, Runnable task) {
		super(task, name);
		this.poller = poller;
		this.lease = lease;
		setDaemon(true);
		lease.bind(this);
	}

	/**
	 * Return the lease of the current thread, if it receives for a poller.
	 */
	static @Nullable Lease currentLease(ThreadedPeerPoller poller) {
		return (currentThread() instanceof PollerThread thread && thread.poller == poller) ? thread.lease : null;
	}

	@Override
	public void interrupt() {
		this.lease.interrupt(super::interrupt);
	}

}

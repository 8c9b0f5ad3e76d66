package io.github.uxd.spring.listener;

/**
 * Why a peer doesn't receive though it runs; it receives when there is no reason left.
 * Thread-safe.
 */
final class Pauses {

	private volatile boolean requested;

	private volatile boolean listenersStopped;

	/**
	 * Set whether somebody has asked for it.
	 */
	void setRequested(boolean requested) {
		this.requested = requested;
	}

	/**
	 * Set whether all listeners are stopped: what is sent waits for them in the kernel's
	 * queue.
	 */
	void setListenersStopped(boolean listenersStopped) {
		this.listenersStopped = listenersStopped;
	}

	boolean areListenersStopped() {
		return this.listenersStopped;
	}

	/**
	 * Return whether there is a reason.
	 */
	boolean any() {
		return this.requested || this.listenersStopped;
	}

}

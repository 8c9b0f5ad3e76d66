package io.github.uxd;

/**
 * What sockets of a peer have in common that follow one another: whoever uses it holds
 * it, and when the last one lets go of it, it ends. So nobody has to know who else still
 * needs it. Thread-safe.
 */
abstract class Shared {

	private int holders = 1;

	/**
	 * Hold it, too.
	 * @return {@code false} if it has ended
	 */
	final synchronized boolean hold() {
		if (this.holders <= 0) {
			return false;
		}
		this.holders++;
		return true;
	}

	/**
	 * Let go of it.
	 */
	final void letGo() {
		if (isLast()) {
			end();
		}
	}

	private synchronized boolean isLast() {
		this.holders--;
		return this.holders == 0;
	}

	/**
	 * Called once, when nobody holds it any more.
	 */
	abstract void end();

}

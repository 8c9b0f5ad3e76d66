package io.github.uxd.internal.spring.listener;

/**
 * What a listener has thrown when it was called for the last time of several.
 */
final class TriedInVain extends Exception {

	private static final long serialVersionUID = 1L;

	private final int attempts;

	private final Throwable failure;

	/**
	 * Create an exception, which has no stack trace: nobody but us ever sees it.
	 */
	TriedInVain(int attempts, Throwable failure) {
		super(null, failure, false, false);
		this.attempts = attempts;
		this.failure = failure;
	}

	int attempts() {
		return this.attempts;
	}

	Throwable failure() {
		return this.failure;
	}

}

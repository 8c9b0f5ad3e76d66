package io.github.uxd.spring.listener;

/**
 * The threads that listeners run on.
 */
public enum DispatchMode {

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

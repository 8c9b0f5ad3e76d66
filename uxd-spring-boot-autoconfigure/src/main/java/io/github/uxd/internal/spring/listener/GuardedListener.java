package io.github.uxd.internal.spring.listener;

import java.util.function.BooleanSupplier;

/**
 * A listener that has work of its own to do before it calls somebody, and asks before it
 * does whether that is there still.
 */
public interface GuardedListener {

	/**
	 * Set whom to ask.
	 * @param mayBeCalled tells whether somebody may be called now
	 */
	void guardBy(BooleanSupplier mayBeCalled);

}

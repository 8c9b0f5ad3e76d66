/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.uxd.internal.spring.listener;

import java.util.function.BooleanSupplier;

import io.github.uxd.Peer;
import io.github.uxd.spring.listener.PollerState.Fact;

/**
 * Finds out whether the thread that receives for a peer still turns: it is asked, woken
 * up, and answers as soon as it comes round. A thread that is in a call of a listener
 * doesn't come round before that returns. Thread-safe.
 */
public final class Heartbeat {

	private final Peer peer;

	private final ReceivingState state;

	private volatile boolean asked;

	/**
	 * Create a heartbeat.
	 * @param peer wakes up the thread that waits in the kernel
	 * @param state wakes up the one that waits for something else
	 */
	Heartbeat(Peer peer, ReceivingState state) {
		this.peer = peer;
		this.state = state;
	}

	/**
	 * Ask whether the thread turns. Doesn't wait.
	 */
	public void ask() {
		this.asked = true;
		this.state.changed();
		this.peer.wakeUp();
	}

	/**
	 * Return whether the thread has turned since it was asked last, or doesn't have to:
	 * it wasn't asked, there is none, or it drains and has time left for that.
	 * @return {@code true} if so
	 */
	public boolean isAnswered() {
		if (!this.asked) {
			return true;
		}
		Fact fact = this.state.fact();
		if (fact == Fact.DRAINING) {
			Stop stop = this.state.stopping();
			return stop == null || !stop.isOverdue();
		}
		return fact == Fact.CLOSED || fact == Fact.GAVE_UP;
	}

	/**
	 * Answer: the thread turns. Costs the read of a field unless it was asked.
	 */
	void turned() {
		if (this.asked) {
			this.asked = false;
		}
	}

	/**
	 * Return a condition for the thread to wait by, which answers each time that it looks
	 * at it.
	 * @param condition whether to wait
	 */
	BooleanSupplier during(BooleanSupplier condition) {
		return () -> {
			turned();
			return condition.getAsBoolean();
		};
	}

}

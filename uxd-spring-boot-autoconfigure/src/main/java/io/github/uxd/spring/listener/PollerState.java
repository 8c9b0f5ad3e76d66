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
package io.github.uxd.spring.listener;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.github.uxd.spring.HandlingFailure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What the receiving side of a peer is to do and what it does, as it was at one moment.
 *
 * @param wish what it is to do
 * @param fact what it does
 * @param since since when it does that
 * @param pauseReasons why it is to leave datagrams in the kernel's queue; empty if it
 * isn't
 * @param busy which call of a listener lasts longest at this moment, or {@code null} if
 * none is being made
 */
public record PollerState(Wish wish, Fact fact, Instant since, Set<PauseReason> pauseReasons, @Nullable Busy busy) {

	/**
	 * What a peer's receiving side is to do.
	 */
	public enum Wish {

		/**
		 * Receive.
		 */
		RECEIVE,

		/**
		 * Stay open, and leave what is sent in the kernel's queue.
		 */
		PAUSE,

		/**
		 * Handle what has been sent until now, and end.
		 */
		STOP

	}

	/**
	 * What a peer's receiving side does.
	 */
	public enum Fact {

		/**
		 * Nothing: it was never started, or has stopped.
		 */
		CLOSED,

		/**
		 * It opens the peer.
		 */
		OPENING,

		/**
		 * It receives, or waits for something to receive.
		 */
		RECEIVING,

		/**
		 * It leaves what is sent in the kernel's queue.
		 */
		PAUSED,

		/**
		 * It has turned senders away, and handles what they had sent before.
		 */
		DRAINING,

		/**
		 * It could not receive, and will try again.
		 */
		FAILED,

		/**
		 * It could not receive, and tries no more.
		 */
		GAVE_UP

	}

	/**
	 * Why a peer is to pause.
	 */
	public enum PauseReason {

		/**
		 * Somebody asked for it.
		 */
		REQUESTED,

		/**
		 * All of its listeners are stopped: what is sent waits for them.
		 */
		LISTENERS_STOPPED

	}

	/**
	 * A call that is being made.
	 *
	 * @param kind what is called
	 * @param listener which one is called: the id of the listener, the name of the
	 * handler's bean, or that of the event
	 * @param since since when
	 * @param time how long that is
	 */
	public record Busy(Kind kind, String listener, Instant since, Duration time) {

		/**
		 * Return who is called, for a person to read.
		 * @return such as {@code "listener 'orders.onOrder'"}
		 */
		public String description() {
			return this.kind.description() + " '" + this.listener + "'";
		}

	}

}

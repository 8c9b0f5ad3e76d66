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
package io.github.uxd;

import java.time.Duration;

/**
 * What a thread does between two cycles of a {@link PeerDoer}: go on at once when the
 * last one has found something to do, else wait in one way or another.
 */
@FunctionalInterface
public interface WaitStrategy {

	/**
	 * Wait, if there is reason to.
	 * @param workCount how many datagrams the last cycle has handed on
	 * @param peer the peer to wait for
	 * @param longest how long to wait at most
	 * @throws PeerClosedException if the peer is closed
	 * @throws UxdException if the kernel reports an error
	 */
	void idle(int workCount, Peer peer, Duration longest) throws UxdException;

	/**
	 * Wait in the kernel as soon as there is nothing to do, which costs no CPU time.
	 * @return the strategy, for any number of threads
	 */
	static WaitStrategy blocking() {
		return (workCount, peer, longest) -> {
			if (workCount == 0) {
				peer.awaitReadable(longest);
			}
		};
	}

	/**
	 * Look again and again for a while after the last datagram, and only then wait in the
	 * kernel. Where datagrams follow each other within that while, none has to wait until
	 * the kernel has woken a thread up; it costs a processor for as long.
	 * @param spin how long to look; zero or less is {@link #blocking()}
	 * @return a strategy for one thread
	 */
	static WaitStrategy spinning(Duration spin) {
		return (spin.isZero() || spin.isNegative()) ? blocking() : new SpinningWait(spin);
	}

	/**
	 * Wait in the kernel, but where datagrams follow each other closely, as in a burst,
	 * look again for a few microseconds before: a thread that sleeps is woken up too late
	 * for what a short queue can hold. Where there is one processor only this is
	 * {@link #blocking()}: a sender needs that processor.
	 * @return a strategy for one thread
	 */
	static WaitStrategy adaptive() {
		return (Runtime.getRuntime().availableProcessors() > 1) ? new AdaptiveWait(blocking()) : blocking();
	}

}

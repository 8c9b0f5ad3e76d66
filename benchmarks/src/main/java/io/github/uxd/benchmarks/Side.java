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
package io.github.uxd.benchmarks;

import java.io.Closeable;

/**
 * One way to receive, to answer and to send. A side is opened before each measurement and
 * closed after it.
 */
interface Side extends Closeable {

	/**
	 * Open what senders send to.
	 * @param demand what is to come
	 * @return its address: a path, or the number of a port
	 */
	String open(Demand demand) throws Exception;

	/**
	 * Receive until the tally is complete, on this thread or another.
	 */
	void receive(Tally tally) throws Exception;

	/**
	 * Send each of so many datagrams back to where it came from.
	 * @param spinning whether to ask again and again when nothing is there, instead of
	 * waiting in the kernel
	 */
	default void answer(int count, boolean spinning) throws Exception {
		throw new UnsupportedOperationException("This side doesn't answer");
	}

	/**
	 * Make something that sends datagrams to a socket of its own and receives them again.
	 */
	default Pair openPair(int size) throws Exception {
		throw new UnsupportedOperationException("This side doesn't send");
	}

	/**
	 * Let go of what outlives a measurement, so that the next one finds a new socket.
	 */
	default void renew() {
	}

}

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

package io.github.uxd.spring;

/**
 * Takes what a {@link DatagramHandler}, a {@link DatagramListener} or an event listener
 * has failed on for the last time, after all that it was tried again, and what can't be
 * tried again because its sender is to blame. What it has taken counts as recovered: the
 * {@link UxdErrorHandler} doesn't hear of it.
 */
@FunctionalInterface
public interface DatagramRecoverer {

	/**
	 * Take a datagram. Called on the thread that the handler or listener ran on, or, if a
	 * result failed that it had returned, on the one that this failed on: by several at
	 * once, for several peers, where datagrams are dispatched, and where results come
	 * later. The thread does nothing else meanwhile.
	 * @param failure who failed on which datagram, how often, and why
	 * @throws Exception if it can't be taken: this is logged, at most once a second, and
	 * the {@link UxdErrorHandler} is given the failure
	 */
	void recover(HandlingFailure failure) throws Exception;

}

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

import java.util.Optional;

import io.github.uxd.spring.listener.PollerState.Busy;

/**
 * A thread that a stop has interrupted in a call, and left to end by itself.
 *
 * @param thread the name of the thread
 * @param call the call, as it was before the interrupt: that may end it at once
 */
record LeftBehind(String thread, Busy call) {

	/**
	 * Interrupt the thread of a lease that was taken away.
	 * @param lease the lease
	 * @return what there is to tell of it; nothing if it has ended its call meanwhile
	 */
	static Optional<LeftBehind> interrupt(Lease lease) {
		Thread thread = lease.thread();
		Busy busy = lease.busy();
		lease.interruptThread();
		return (thread != null && busy != null) ? Optional.of(new LeftBehind(thread.getName(), busy))
				: Optional.empty();
	}

}

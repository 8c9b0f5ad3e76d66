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

import io.github.uxd.Datagram;
import org.jspecify.annotations.Nullable;

/**
 * Reports what a listener fails on after its call as what it fails on in it.
 *
 * @param listener the listener
 * @param poller what receives its datagrams
 */
record LateReport(RegisteredListener listener, ThreadedPeerPoller poller) implements LateFailures {

	@Override
	public boolean tryKeep(int length) {
		return this.poller.dispatcher().kept().tryTake(length);
	}

	@Override
	public void giveBack(int length) {
		this.poller.dispatcher().kept().giveBack(length);
	}

	@Override
	public void failed(Throwable failure, @Nullable Datagram datagram, long start) {
		HandlingReport report = this.poller.dispatcher().report();
		try {
			boolean stopped = this.poller.receiving().owner() == null;
			if (datagram != null) {
				report.failedLate(this.listener, failure, datagram, stopped);
			}
			if (!stopped) {
				report.record(start, failure);
			}
		}
		catch (Throwable ex) {
			// There is nobody to throw it to.
			this.poller.dispatcher().countUntold();
		}
	}

}

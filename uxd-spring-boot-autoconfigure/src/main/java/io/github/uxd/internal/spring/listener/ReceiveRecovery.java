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

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.event.PeerFailedEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * Tells when to try again after receiving has failed, and tells of it: once when it
 * begins to fail, once when it works again or is given up. For the thread that receives.
 */
final class ReceiveRecovery {

	private static final EscapingLog logger = new EscapingLog(LogNames.PEER_POLLER);

	private final PeerEvents events;

	private final String peerId;

	private final BackOff backOff;

	private final HandlingReport report;

	private @Nullable BackOffExecution series;

	/**
	 * Create a recovery.
	 * @param events where to tell of failures
	 * @param backOff when to try again
	 * @param report remembers them
	 */
	ReceiveRecovery(PeerEvents events, BackOff backOff, HandlingReport report) {
		this.events = events;
		this.peerId = events.peerId();
		this.backOff = backOff;
		this.report = report;
	}

	/**
	 * Take note of a failure.
	 * @param failure why receiving failed
	 * @return after how many milliseconds to try again, or {@link BackOffExecution#STOP}
	 */
	long failed(Throwable failure) {
		this.report.notReceived(failure);
		BackOffExecution series = this.series;
		if (series == null) {
			series = this.backOff.start();
			this.series = series;
			logger.warn("Peer '" + this.peerId + "' can't receive; it tries again until it can", failure);
			this.events.publish((peer, id) -> new PeerFailedEvent(peer, id, failure));
		}
		else {
			logger.debug("Peer '" + this.peerId + "' still can't receive", failure);
		}
		long interval = series.nextBackOff();
		if (interval == BackOffExecution.STOP) {
			logger.error("Peer '" + this.peerId + "' stops receiving, since all its tries have failed", failure);
		}
		return interval;
	}

	/**
	 * Take note of a success.
	 */
	void succeeded() {
		if (this.series != null) {
			this.series = null;
			logger.info("Peer '" + this.peerId + "' receives again");
		}
	}

}

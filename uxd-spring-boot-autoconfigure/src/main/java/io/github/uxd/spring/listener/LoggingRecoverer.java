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

import java.util.Base64;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.text.OneLine;

/**
 * Writes what a listener has failed on to a logger of its own, whole: each datagram in
 * one line at level warn, its bytes in Base64, so that they can be had back and no sender
 * can forge a line. As many lines are written as datagrams fail. Thread-safe.
 */
public class LoggingRecoverer implements DatagramRecoverer {

	private final EscapingLog logger;

	/**
	 * Create a recoverer.
	 * @param logger the name of the logger
	 */
	public LoggingRecoverer(String logger) {
		this.logger = new EscapingLog(logger);
	}

	@Override
	public void recover(HandlingFailure failure) {
		this.logger.warn("Peer '" + failure.getPeerId() + "', " + failure.getKind().description() + " '"
				+ failure.getListenerId() + "', attempts " + failure.getAttempts() + ", " + failure.getDatagram() + ", "
				+ OneLine.of(failure.getCause()) + ": "
				+ Base64.getEncoder().encodeToString(failure.getDatagram().toByteArray()));
	}

}

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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogLimit;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.UxdErrorHandler;

/**
 * Logs what a handler or listener failed on, and goes on: what the application is to
 * blame for at level error with a stack trace, what the sender is in one line at level
 * warn (with the stack trace at level debug). One that fails on every datagram can do so
 * a hundred thousand times a second, so that of each listener at most one failure a
 * second is logged of either kind, with the number of those that were not. What the
 * exceptions say is escaped, since it may hold what senders have chosen. Thread-safe.
 */
public class LoggingErrorHandler implements UxdErrorHandler {

	private static final EscapingLog logger = new EscapingLog(LogNames.LISTENER_FAILURES);

	private final Map<String, LogLimit> limits = new ConcurrentHashMap<>();

	/**
	 * Create an error handler.
	 */
	public LoggingErrorHandler() {
	}

	@Override
	public void handleError(HandlingFailure failure) {
		String key = failure.getPeerId() + " " + failure.getListenerId() + " " + failure.isCausedBySender();
		long unlogged = this.limits.computeIfAbsent(key, (newKey) -> new LogLimit()).ask();
		if (unlogged < 0) {
			return;
		}
		String message = "Peer '" + failure.getPeerId() + "' goes on after its " + failure.getKind().description()
				+ " '" + failure.getListenerId() + "' failed on " + failure.getDatagram()
				+ ((failure.getAttempts() > 1) ? ", the last time of " + failure.getAttempts() : "")
				+ ((unlogged > 0) ? " (and on " + unlogged + " others since the last such message)" : "");
		if (!failure.isCausedBySender()) {
			logger.error(message, failure.getCause());
		}
		else {
			logger.warnInOneLine(message, failure.getCause());
		}
	}

}

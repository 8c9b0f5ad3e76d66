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
package io.github.uxd.internal.systemd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * What systemd tells a service by variables of its environment.
 *
 * @param variables the variables
 */
public record ServiceVariables(Map<String, ?> variables) {

	private static final String NOTIFY_SOCKET = "NOTIFY_SOCKET";

	private static final String WATCHDOG_USEC = "WATCHDOG_USEC";

	private static final String WATCHDOG_PID = "WATCHDOG_PID";

	/**
	 * How many microseconds can be counted in nanoseconds: those of 292 years.
	 */
	private static final long LONGEST = TimeUnit.NANOSECONDS.toMicros(Long.MAX_VALUE);

	/**
	 * Return where the service manager listens.
	 * @return the value of {@code NOTIFY_SOCKET}, or {@code null} if nobody does
	 */
	public @Nullable String notifySocket() {
		String address = text(NOTIFY_SOCKET);
		return address.isEmpty() ? null : address;
	}

	/**
	 * Return after how long without a word the service is killed.
	 * @return the value of {@code WATCHDOG_USEC}; zero if there is none, or it is meant
	 * for another process; at most what a {@code long} of nanoseconds holds
	 * @throws IllegalArgumentException if it is no number of microseconds
	 */
	public Duration watchdogInterval() {
		String micros = text(WATCHDOG_USEC);
		String pid = text(WATCHDOG_PID);
		if (micros.isEmpty() || !(pid.isEmpty() || pid.equals(Long.toString(ProcessHandle.current().pid())))) {
			return Duration.ZERO;
		}
		// Eighteen digits: more don't fit a long, and are more than 30,000 years.
		if (!micros.matches("0*[1-9][0-9]{0,17}")) {
			throw new IllegalArgumentException(
					WATCHDOG_USEC + " is \"" + OneLine.of(micros) + "\", which is no number of microseconds");
		}
		return Duration.of(Math.min(Long.parseLong(micros), LONGEST), ChronoUnit.MICROS);
	}

	private String text(String name) {
		Object value = this.variables.get(name);
		return (value != null) ? value.toString() : "";
	}

}

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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServiceVariables}.
 */
class ServiceVariablesTests {

	private static final long OWN_PID = ProcessHandle.current().pid();

	@Test
	void withoutVariablesThereIsNothing() {
		ServiceVariables none = new ServiceVariables(Map.of());
		assertThat(none.notifySocket()).isNull();
		assertThat(none.watchdogInterval()).isZero();
		assertThat(new ServiceVariables(Map.of("NOTIFY_SOCKET", "")).notifySocket()).isNull();
	}

	@Test
	void theWatchdogIsOursUnlessItIsAnothers() {
		assertThat(watchdog("3000001", null)).isEqualTo(Duration.ofNanos(3_000_001_000L));
		assertThat(watchdog("3000000", "")).isEqualTo(Duration.ofSeconds(3));
		assertThat(watchdog("3000000", Long.toString(OWN_PID))).isEqualTo(Duration.ofSeconds(3));
		assertThat(watchdog("3000000", Long.toString(OWN_PID + 1))).isZero();
		assertThat(watchdog("3000000", "somebody")).isZero();
		assertThat(watchdog("", null)).isZero();
	}

	@Test
	void anIntervalIsNoLongerThanItsNanosecondsCanBeCounted() {
		assertThat(watchdog("999999999999999999", null).toNanos()).isEqualTo(9_223_372_036_854_775_000L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "1s", "1e9", " 1", "99999999999999999999", "\u0661" })
	void whatIsNoNumberOfMicrosecondsIsNamed(String micros) {
		assertThatIllegalArgumentException().isThrownBy(() -> watchdog(micros, null))
			.withMessageContaining("WATCHDOG_USEC is \"" + micros + "\"");
	}

	private static Duration watchdog(String micros, String pid) {
		return new ServiceVariables(
				(pid != null) ? Map.of("WATCHDOG_USEC", micros, "WATCHDOG_PID", pid) : Map.of("WATCHDOG_USEC", micros))
			.watchdogInterval();
	}

}

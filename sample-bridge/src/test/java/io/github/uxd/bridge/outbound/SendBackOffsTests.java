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
package io.github.uxd.bridge.outbound;

import java.time.Duration;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.util.backoff.BackOffExecution;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often a record is tried again.
 */
class SendBackOffsTests {

	private final SendBackOffs backOffs = new SendBackOffs(Duration.ofMillis(200));

	@Test
	void aMissingDestinationIsTriedForItsTime() {
		assertThat(tries(failure(Reason.NO_SOCKET_FILE))).isBetween(2, 5);
	}

	@ParameterizedTest
	@EnumSource(names = { "DESTINATION_FULL", "SEND_BUFFER_FULL", "FULL", "TOO_MANY_WAIT", "CLOSED", "INTERRUPTED" })
	void aFullOneIsTriedForEver(Reason reason) {
		assertThat(tries(failure(reason))).isEqualTo(1_000);
	}

	@Test
	void whatCanNeverBeSentIsNotTriedAgain() {
		assertThat(tries(failure(Reason.TOO_LARGE))).isZero();
		assertThat(tries(new IllegalStateException(new IllegalArgumentException("No such address")))).isZero();
	}

	private int tries(Exception failure) {
		BackOffExecution execution = this.backOffs.of(new ConsumerRecord<>("datagrams", 0, 0, null, null), failure)
			.start();
		int tries = 0;
		while (tries < 1_000 && execution.nextBackOff() != BackOffExecution.STOP) {
			tries++;
		}
		return tries;
	}

	private static Exception failure(Reason reason) {
		return new IllegalStateException(
				new UxdSendException(UxdAddress.of("/run/warehouse.sock"), reason, "No", null));
	}

}

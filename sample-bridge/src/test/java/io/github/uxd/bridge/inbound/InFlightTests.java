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
package io.github.uxd.bridge.inbound;

import java.time.Duration;
import java.util.List;

import io.github.uxd.bridge.BridgeProperties;
import io.github.uxd.bridge.inbound.InFlight.Entry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether there is room, and what is sent again.
 */
class InFlightTests {

	private final InFlight inFlight = new InFlight(
			new BridgeProperties.In(true, "", 3, DataSize.ofBytes(100), Duration.ofSeconds(1)));

	@Test
	void hasRoomForSoMany() throws Exception {
		add(1, 1);
		add(2, 1);
		assertThat(this.inFlight.awaitRoom(1, Duration.ZERO)).isTrue();
		add(3, 1);
		assertThat(this.inFlight.awaitRoom(1, Duration.ZERO)).isFalse();
	}

	@Test
	void hasRoomForSoLargeOnes() throws Exception {
		assertThat(this.inFlight.awaitRoom(1_000, Duration.ZERO)).isTrue();
		Entry large = add(1, 60);
		assertThat(this.inFlight.awaitRoom(41, Duration.ZERO)).isFalse();
		assertThat(this.inFlight.isHalfEmpty()).isFalse();
		assertThat(this.inFlight.remove(large)).isTrue();
		assertThat(this.inFlight.awaitRoom(41, Duration.ZERO)).isTrue();
	}

	@Test
	void hasNoRoomFromAFailureUntilAllIsSettled() throws Exception {
		Entry first = add(1, 1);
		Entry second = add(2, 1);
		assertThat(this.inFlight.failed(first)).isTrue();
		assertThat(this.inFlight.awaitRoom(1, Duration.ZERO)).isFalse();
		assertThat(this.inFlight.takeFailed()).as("nothing is known of the second").isEmpty();
		assertThat(this.inFlight.failed(second)).isFalse();
		assertThat(this.inFlight.takeFailed()).containsExactly(first, second);
		assertThat(this.inFlight.takeFailed()).as("taken already").isEmpty();
		assertThat(this.inFlight.remove(first)).isFalse();
		assertThat(this.inFlight.awaitRoom(1, Duration.ZERO)).isFalse();
		assertThat(this.inFlight.remove(second)).isTrue();
		assertThat(this.inFlight.awaitRoom(1, Duration.ZERO)).isTrue();
	}

	@Test
	void takesAgainWhatWasPutBack() {
		Entry first = add(1, 1);
		Entry second = add(2, 1);
		this.inFlight.failed(first);
		this.inFlight.failed(second);
		List<Entry> taken = this.inFlight.takeFailed();
		this.inFlight.failed(taken.get(0));
		this.inFlight.putBack(taken.listIterator(1));
		assertThat(this.inFlight.takeFailed()).containsExactly(first, second);
	}

	private Entry add(long number, int size) {
		Entry entry = new Entry(number, new ProducerRecord<>("datagrams", new byte[size]), size, System.nanoTime());
		this.inFlight.add(entry);
		return entry;
	}

}

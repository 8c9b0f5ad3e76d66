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
package io.github.uxd.reliability.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.reliability.Load;
import io.github.uxd.reliability.Programs;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Settings;
import io.github.uxd.reliability.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the sender in C sends is what is expected here, and nothing else is.
 */
@Timeout(60)
class PayloadTests {

	@TempDir
	Path directory;

	@Test
	void everyByteOfWhatIsSentIsCompared() throws Exception {
		assumeThat(Programs.has("cc") || Boolean.getBoolean("test.uxd.require-programs")).as("a C compiler").isTrue();
		try (Stage stage = new Stage(Settings.here("auto")); Peer peer = Peer.builder().path(stage.socket()).build()) {
			peer.open();
			Senders senders = stage.senders(1, Load.of(300));
			for (int sequence = 0; sequence < 300; sequence++) {
				assertThat(peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
				Datagram datagram = peer.receive();
				assertThat(datagram).isNotNull();
				byte[] bytes = datagram.toByteArray();
				assertThat(bytes).hasSize(Payload.ANY.length(0, sequence));
				if (bytes.length <= Payload.NUMBERED) {
					continue;
				}
				assertThat(Payload.sequence(ByteBuffer.wrap(bytes))).isEqualTo(sequence);
				assertThat(Payload.ANY.isWhole(ByteBuffer.wrap(bytes), 0)).isTrue();
				assertThat(Payload.ANY.isWhole(ByteBuffer.wrap(bytes, 0, bytes.length - 1), 0)).isFalse();
				IntStream.range(0, bytes.length)
					.filter((i) -> i < Payload.HEADER || i % 97 == 0 || i == bytes.length - 1)
					.forEach((i) -> {
						bytes[i] ^= 1;
						assertThat(Payload.ANY.isWhole(ByteBuffer.wrap(bytes), 0)).as("byte %d", i).isFalse();
						bytes[i] ^= 1;
					});
			}
			senders.awaitEnd(Duration.ofSeconds(20));
		}
	}

	@Test
	void whatWasHandledIsInTheJournalAsItWasWritten() throws Exception {
		Path path = this.directory.resolve("journal");
		JournalWriter writer = new JournalWriter(path, 10);
		writer.handled(15, 60_000, 0xffff_ffffL, true);
		writer.handled(0, 1, 0, false);
		Journal journal = Journal.open(path, 10);
		assertThat(journal.handled()).isEqualTo(2);
		List<JournalRecord> records = new ArrayList<>();
		journal.forEach(records::add);
		assertThat(records).containsExactly(new JournalRecord(15, 60_000, 0xffff_ffffL, true),
				new JournalRecord(0, 1, 0, false));
	}

}

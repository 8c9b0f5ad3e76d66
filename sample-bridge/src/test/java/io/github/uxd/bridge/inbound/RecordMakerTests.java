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

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.github.uxd.Datagram;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a datagram.
 */
class RecordMakerTests {

	private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000006Z");

	private final RecordMaker records = new RecordMaker("datagrams");

	@Test
	void theKeyIsTheSource() {
		byte[] name = { '/', 't', (byte) 0xff };
		ProducerRecord<byte[], byte[]> made = make(UxdAddress.ofBytes(name), null);
		assertThat(made.topic()).isEqualTo("datagrams");
		assertThat(made.key()).isEqualTo(name);
		assertThat(header(made, BridgeHeaders.SOURCE)).isEqualTo("/t\\xff");
		assertThat(UxdAddress.parse(header(made, BridgeHeaders.SOURCE)).toBytes()).isEqualTo(name);
	}

	@Test
	void theKeyOfAnUnboundSenderIsItsProcessIfThatIsKnown() {
		ProducerRecord<byte[], byte[]> made = make(null, new SenderCredentials(42, 1_000, 4_294_967_295L));
		assertThat(made.key()).asString(StandardCharsets.UTF_8).isEqualTo("shop#42");
		assertThat(header(made, BridgeHeaders.PID)).isEqualTo("42");
		assertThat(header(made, BridgeHeaders.UID)).isEqualTo("1000");
		assertThat(header(made, BridgeHeaders.GID)).isEqualTo("4294967295");
		assertThat(made.headers().lastHeader(BridgeHeaders.SOURCE)).isNull();
	}

	@Test
	void unboundSendersThatNobodyTellsApartHaveOneKey() {
		assertThat(make(null, null).key()).asString(StandardCharsets.UTF_8).isEqualTo("shop");
	}

	@Test
	void tellsWhatItIsAndWhenItCame() {
		ProducerRecord<byte[], byte[]> made = make(null, null);
		assertThat(made.value()).asString(StandardCharsets.UTF_8).isEqualTo("apple");
		assertThat(made.timestamp()).isEqualTo(NOW.toEpochMilli());
		assertThat(header(made, BridgeHeaders.PEER)).isEqualTo("shop");
		assertThat(header(made, BridgeHeaders.RECEIVED)).isEqualTo("2026-01-02T03:04:05.000006Z");
		assertThat(header(made, BridgeHeaders.ID)).matches("[0-9a-f-]{36}-7")
			.isNotEqualTo(
					header(new RecordMaker("datagrams").make(datagram(null, null), "shop", 7, NOW), BridgeHeaders.ID));
	}

	private ProducerRecord<byte[], byte[]> make(UxdAddress source, SenderCredentials credentials) {
		return this.records.make(datagram(source, credentials), "shop", 7, NOW);
	}

	private static Datagram datagram(UxdAddress source, SenderCredentials credentials) {
		return Datagram.of("apple".getBytes(StandardCharsets.UTF_8), source, credentials);
	}

	private static String header(ProducerRecord<?, ?> made, String name) {
		Header header = made.headers().lastHeader(name);
		return new String(header.value(), StandardCharsets.UTF_8);
	}

}

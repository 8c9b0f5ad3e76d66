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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.time.Duration;

import io.github.uxd.Datagram;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SimplePayloadConverterTests {

	private final SimplePayloadConverter converter = new SimplePayloadConverter();

	@Test
	void makesBytesOfBytesAndText() {
		byte[] bytes = "gr\u00fc\u00df".getBytes(UTF_8);
		ByteBuffer buffer = ByteBuffer.wrap(bytes).position(1);
		assertThat(this.converter.toBytes(bytes)).isEqualTo(bytes);
		assertThat(this.converter.toBytes(buffer)).isEqualTo("r\u00fc\u00df".getBytes(UTF_8));
		assertThat(buffer.position()).isEqualTo(1);
		assertThat(this.converter.toBytes("gr\u00fc\u00df")).isEqualTo(bytes);
		assertThat(this.converter.toBytes(new StringBuilder("gr\u00fc\u00df"))).isEqualTo(bytes);
		assertThat(this.converter.toBytes(Datagram.of(bytes, null))).isEqualTo(bytes);
	}

	@Test
	void makesBytesAndTextOfADatagram() {
		byte[] bytes = "gr\u00fc\u00df".getBytes(UTF_8);
		Datagram datagram = Datagram.of(bytes, null);
		assertThat(this.converter.fromBytes(datagram, byte[].class)).isEqualTo(bytes);
		assertThat(this.converter.fromBytes(datagram, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(bytes));
		assertThat(this.converter.fromBytes(datagram, String.class)).isEqualTo("gr\u00fc\u00df");
		assertThat(this.converter.fromBytes(datagram, CharSequence.class)).isEqualTo("gr\u00fc\u00df");
		assertThat(this.converter.fromBytes(datagram, Datagram.class)).isSameAs(datagram);
	}

	@Test
	void saysWhatItTakesForAnythingElse() {
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.converter.toBytes(Duration.ZERO))
			.withMessageContaining("java.time.Duration")
			.withMessageContaining("spring-messaging (and Jackson for JSON)");
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.converter.fromBytes(Datagram.of(new byte[0], null), Duration.class))
			.withMessageContaining("java.time.Duration")
			.withMessageContaining("spring-messaging (and Jackson for JSON)");
	}

}

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
package io.github.uxd.internal.spring.messaging;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.spring.core.PayloadConversionException;
import io.github.uxd.spring.messaging.UxdMessageConverters;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.GenericMessageConverter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MessagePayloadConverterTests {

	private final MessagePayloadConverter converter = new MessagePayloadConverter(UxdMessageConverters.create());

	private final MessagePayloadConverter withoutJson = new MessagePayloadConverter(
			UxdMessageConverters.create(List.of()));

	@Test
	void convertsObjectsToJsonAndBack() {
		byte[] bytes = this.converter.toBytes(new Order("gr\u00fcner Tee", 3));
		assertThat(new String(bytes, UTF_8)).isEqualTo("{\"item\":\"gr\u00fcner Tee\",\"count\":3}");
		assertThat(this.converter.fromBytes(Datagram.of(bytes, null), Order.class))
			.isEqualTo(new Order("gr\u00fcner Tee", 3));
		assertThat(this.converter.toBytes(List.of(1, 2))).isEqualTo("[1,2]".getBytes(UTF_8));
	}

	@Test
	void convertsToGenericTypes() {
		Datagram orders = Datagram.of("[{\"item\":\"tea\",\"count\":3}]".getBytes(UTF_8), null);
		List<Order> list = this.converter.fromBytes(orders, new ParameterizedTypeReference<List<Order>>() {
		});
		assertThat(list).containsExactly(new Order("tea", 3));
		String text = this.converter.fromBytes(orders, new ParameterizedTypeReference<String>() {
		});
		assertThat(text).isEqualTo(orders.text());
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.withoutJson.fromBytes(orders, new ParameterizedTypeReference<List<Order>>() {
			}))
			.withMessageContaining("java.util.List<" + Order.class.getName() + ">")
			.withMessageContaining("Jackson 3");
	}

	@Test
	void leavesBytesAndTextAsTheyAre() {
		byte[] bytes = "gr\u00fc\u00df".getBytes(UTF_8);
		assertThat(List.of(bytes, "gr\u00fc\u00df", new StringBuilder("gr\u00fc\u00df"), ByteBuffer.wrap(bytes),
				Datagram.of(bytes, null)))
			.allSatisfy((payload) -> assertThat(this.converter.toBytes(payload)).isEqualTo(bytes));
		Datagram datagram = Datagram.of(bytes, null);
		assertThat(this.converter.fromBytes(datagram, byte[].class)).isEqualTo(bytes);
		assertThat(this.converter.fromBytes(datagram, String.class)).isEqualTo("gr\u00fc\u00df");
		assertThat(this.converter.fromBytes(datagram, CharSequence.class)).isEqualTo("gr\u00fc\u00df");
		assertThat(this.converter.fromBytes(datagram, ByteBuffer.class)).isEqualTo(ByteBuffer.wrap(bytes));
		assertThat(this.converter.fromBytes(datagram, Datagram.class)).isSameAs(datagram);
	}

	@Test
	void saysWhatToAddWhereNothingConverts() {
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.withoutJson.toBytes(new Order("tea", 3)))
			.withMessageContaining(Order.class.getName())
			.withMessageContaining("Jackson 3");
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.withoutJson.fromBytes(Datagram.of(new byte[0], null), Order.class))
			.withMessageContaining(Order.class.getName())
			.withMessageContaining("Jackson 3");
	}

	@Test
	void saysWhatIsWrongWithTheJson() {
		Datagram datagram = Datagram.of("{\"item\":".getBytes(UTF_8), null);
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.converter.fromBytes(datagram, Order.class))
			.withMessageContaining(Order.class.getName())
			.withMessageContaining("Could not read JSON");
	}

	@Test
	void whatIsWrongWithTheJsonIsToldInShortAndEscaped() {
		Datagram datagram = Datagram.of(("\"\u202e\u200b" + "y".repeat(60_000) + "\"").getBytes(UTF_8), null);
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.converter.fromBytes(datagram, Order.class))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500).doesNotContain("\u202e", "\u200b"));
	}

	@Test
	void refusesAConverterThatMakesNeitherBytesNorText() {
		MessagePayloadConverter objects = new MessagePayloadConverter(new GenericMessageConverter());
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> objects.toBytes(Duration.ofSeconds(1)))
			.withMessageContaining("makes a java.time.Duration of a java.time.Duration");
	}

	@Test
	void takesTextThatAConverterMakes() {
		MessagePayloadConverter upperCase = new MessagePayloadConverter(new GenericMessageConverter() {

			@Override
			public Message<?> toMessage(Object payload, MessageHeaders headers) {
				return super.toMessage("[" + payload + "]", headers);
			}

		});
		assertThat(upperCase.toBytes("text")).isEqualTo("[text]".getBytes(UTF_8));
	}

	record Order(String item, int count) {

	}

}

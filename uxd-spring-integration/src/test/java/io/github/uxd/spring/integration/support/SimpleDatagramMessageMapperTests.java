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
package io.github.uxd.spring.integration.support;

import java.util.List;
import java.util.Map;

import io.github.uxd.Datagram;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.core.PayloadConversionException;
import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SimpleDatagramMessageMapperTests {

	private static final UxdAddress SOURCE = UxdAddress.of("/run/shop/client.sock");

	private static final SenderCredentials CREDENTIALS = new SenderCredentials(4711, 1000, 1000);

	private final SimpleDatagramMessageMapper mapper = new SimpleDatagramMessageMapper();

	@Test
	void headersTellWhatIsKnown() {
		Datagram datagram = Datagram.of("apple".getBytes(), SOURCE, CREDENTIALS);
		Message<?> message = this.mapper.toMessage(datagram, Map.of("order", 7));
		assertThat(message.getPayload()).isEqualTo("apple".getBytes());
		assertThat(message.getHeaders()).containsEntry("order", 7)
			.containsEntry(UxdHeaders.SOURCE, SOURCE)
			.containsEntry(UxdHeaders.CREDENTIALS, CREDENTIALS);
	}

	@Test
	void headersAreMissingForWhatIsNotKnown() {
		Message<?> message = this.mapper.toMessage(Datagram.of(new byte[0], null));
		assertThat(message.getHeaders()).doesNotContainKeys(UxdHeaders.SOURCE, UxdHeaders.CREDENTIALS);
	}

	@Test
	void theDatagramItselfIsThePayloadIfAskedFor() {
		Datagram datagram = Datagram.of("apple".getBytes(), SOURCE);
		assertThat(this.mapper.toMessage(datagram, Datagram.class, Map.of()).getPayload()).isSameAs(datagram);
	}

	@Test
	void whatCantBeConvertedIsRefused() {
		assertThatExceptionOfType(PayloadConversionException.class).isThrownBy(() -> this.mapper
			.toMessage(Datagram.of(new byte[1], null), new ParameterizedTypeReference<List<String>>() {
			}.getType(), Map.of()));
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.mapper.fromMessage(new GenericMessage<>(7)));
	}

	@Test
	void bytesAndTextAreTakenAsTheyAre() {
		byte[] bytes = { 1, 2 };
		assertThat(this.mapper.fromMessage(new GenericMessage<>(bytes))).isSameAs(bytes);
		assertThat(this.mapper.fromMessage(new GenericMessage<>("Äpfel"))).isEqualTo("Äpfel".getBytes());
	}

}

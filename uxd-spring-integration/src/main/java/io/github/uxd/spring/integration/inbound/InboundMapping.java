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
package io.github.uxd.spring.integration.inbound;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.core.PayloadConversionException;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.integration.support.SimpleDatagramMessageMapper;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionException;
import org.springframework.integration.mapping.MessageMappingException;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;

/**
 * Makes messages of what a peer receives.
 *
 * @param mapper makes them
 * @param payloadType what their payloads are to be
 * @param peerId the id of the peer
 */
record InboundMapping(DatagramMessageMapper mapper, Type payloadType, String peerId) {

	private static final DatagramMessageMapper BYTES = new SimpleDatagramMessageMapper();

	/**
	 * Make a message.
	 * @return the message, or {@code null} if the datagram is for nobody
	 * @throws MessageMappingException if there is none; what failed is a message with the
	 * bytes
	 */
	@Nullable Message<?> toMessage(Datagram datagram, Peer peer) {
		Map<String, Object> headers = new HashMap<>();
		headers.put(UxdHeaders.PEER, peer);
		headers.put(UxdHeaders.PEER_ID, this.peerId);
		headers.put(UxdHeaders.RECEIVED_TIMESTAMP, System.currentTimeMillis());
		try {
			return this.mapper.toMessage(datagram, this.payloadType, headers);
		}
		catch (PayloadConversionException | ConversionException | MessagingException ex) {
			throw new RefusedDatagramException(bytes(datagram, headers), text(datagram, ex), ex);
		}
		catch (RuntimeException ex) {
			throw new MessageMappingException(bytes(datagram, headers), text(datagram, ex), ex);
		}
	}

	private String text(Datagram datagram, Exception ex) {
		return "No message can be made of " + datagram + ", received by peer '" + this.peerId + "': "
				+ OneLine.of(ex.getMessage());
	}

	private static Message<?> bytes(Datagram datagram, Map<String, Object> headers) {
		Message<?> message = BYTES.toMessage(datagram, headers);
		if (message == null) {
			throw new IllegalStateException("The bytes of a datagram are a message");
		}
		return message;
	}

}

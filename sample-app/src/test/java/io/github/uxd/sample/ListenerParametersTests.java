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
package io.github.uxd.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a listener method may take, in any order: the payload in several forms, who sent
 * it, and who received it.
 */
@SpringBootTest(classes = ListenerParametersTests.Curious.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class ListenerParametersTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	Curious curious;

	@Autowired
	Peer peer;

	@Test
	void aMethodTakesWhatItNeeds() {
		this.client.exchange("hello");
		UxdAddress source = UxdAddress.of(this.client.path());
		assertThat(this.curious.seen).containsEntry("bytes", "hello")
			.containsEntry("buffer", 5)
			.containsEntry("datagram", "hello")
			.containsEntry("source", source)
			.containsEntry("credentials", null)
			.containsEntry("peer", this.peer)
			.containsEntry("message", "hello")
			.containsEntry("source header", source.toString())
			.containsEntry("headers", this.peer.name());
	}

	@Component
	static class Curious {

		private final Map<String, Object> seen = Collections.synchronizedMap(new HashMap<>());

		@UxdListener
		@Order(1)
		void payload(byte[] bytes, ByteBuffer buffer, Datagram datagram) {
			this.seen.put("bytes", new String(bytes, StandardCharsets.UTF_8));
			this.seen.put("buffer", buffer.remaining());
			this.seen.put("datagram", datagram.text());
		}

		/**
		 * A sender has an address only if its socket is bound, and credentials only where
		 * {@code uxd.sender-credentials} asks for them.
		 */
		@UxdListener
		@Order(1)
		void sender(@Nullable UxdAddress source, Optional<SenderCredentials> credentials, Peer receiver) {
			this.seen.put("source", source);
			this.seen.put("credentials", credentials.orElse(null));
			this.seen.put("peer", receiver);
		}

		/**
		 * Called last, so that its answer comes when all have been called.
		 */
		@UxdListener
		@Order(2)
		String message(Message<String> message, @Headers Map<String, Object> headers,
				@Header(name = UxdHeaders.SOURCE, required = false) String source) {
			this.seen.put("message", message.getPayload());
			this.seen.put("source header", source);
			this.seen.put("headers", headers.get(UxdHeaders.PEER_ID));
			return "done";
		}

	}

}

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
package io.github.uxd.spring.boot.test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.context.event.EventListener;

/**
 * Answers from the peer that was asked, with its id in front.
 */
class Echo {

	private final UxdPeers peers;

	Echo(UxdPeers peers) {
		this.peers = peers;
	}

	@EventListener
	void onDatagram(DatagramReceivedEvent event) throws IOException {
		UxdAddress source = event.getDatagram().source();
		if (source != null) {
			String answer = event.getPeerId() + ": " + event.getDatagram().text();
			this.peers.get(event.getPeerId())
				.peer()
				.send(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), source);
		}
	}

}

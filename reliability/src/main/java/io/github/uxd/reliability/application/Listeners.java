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
package io.github.uxd.reliability.application;

import java.util.concurrent.atomic.AtomicLong;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.reliability.journal.Payload;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.event.EventListener;
import org.springframework.util.ReflectionUtils;

/**
 * The listeners, of which an application has one.
 */
final class Listeners {

	private Listeners() {
	}

	@ConditionalOnProperty(name = "reliability.listener", havingValue = "method", matchIfMissing = true)
	static class Method {

		private final Handling handling;

		Method(Handling handling) {
			this.handling = handling;
		}

		@UxdListener
		void onDatagram(Datagram datagram) throws Throwable {
			this.handling.handle(datagram.payload(), datagram.source());
		}

	}

	@ConditionalOnProperty(name = "reliability.listener", havingValue = "event")
	static class Event {

		private final Handling handling;

		private final int peers;

		private final AtomicLong astray;

		Event(Handling handling, ReceiverProperties properties, Counters counters) {
			this.handling = handling;
			this.peers = properties.peers();
			this.astray = counters.counter("astray");
		}

		@EventListener
		void onDatagram(DatagramReceivedEvent event) throws Throwable {
			if (this.peers > 1) {
				// Their ids are numbers, and senders take them in turns.
				long turn = Payload.sequence(event.getDatagram().payload()) % this.peers;
				if (!event.getPeerId().equals("p" + turn)) {
					this.astray.incrementAndGet();
				}
			}
			this.handling.handle(event.getDatagram().payload(), event.getDatagram().source());
		}

	}

	@ConditionalOnProperty(name = "reliability.listener", havingValue = "handler")
	static class Handler implements DatagramHandler {

		private final Handling handling;

		Handler(Handling handling) {
			this.handling = handling;
		}

		@Override
		public void handle(DatagramView datagram, Peer peer) {
			try {
				this.handling.handle(datagram.payload(), datagram.source());
			}
			catch (Throwable ex) {
				ReflectionUtils.rethrowRuntimeException(ex);
			}
		}

	}

}

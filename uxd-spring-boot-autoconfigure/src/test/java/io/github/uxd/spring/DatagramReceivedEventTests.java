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
package io.github.uxd.spring;

import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.SmartApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

import static org.assertj.core.api.Assertions.assertThat;

class DatagramReceivedEventTests {

	@Test
	void whoListensToASubclassIsGivenThatAlone() throws Exception {
		List<Class<?>> heard = new ArrayList<>();
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
		multicaster.addApplicationListener(new Listener(Special.class, heard));
		try (Peer peer = Peer.builder().name("of-events").temp(true).build()) {
			multicaster.multicastEvent(new DatagramReceivedEvent(peer, Datagram.of(new byte[0], null)));
			assertThat(heard).isEmpty();
			multicaster.multicastEvent(new Special(peer));
			assertThat(heard).containsExactly(Special.class);
			multicaster.addApplicationListener(new Listener(DatagramReceivedEvent.class, heard));
			multicaster.multicastEvent(new Special(peer));
			assertThat(heard).containsExactly(Special.class, Special.class, DatagramReceivedEvent.class);
		}
	}

	static class Special extends DatagramReceivedEvent {

		private static final long serialVersionUID = 1L;

		Special(Peer peer) {
			super(peer, Datagram.of(new byte[0], null));
		}

	}

	record Listener(Class<?> type, List<Class<?>> heard) implements SmartApplicationListener {

		@Override
		public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
			return this.type.isAssignableFrom(eventType);
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			this.heard.add(this.type);
		}

	}

}

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

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.Peer;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.event.PeerEvent;
import io.github.uxd.spring.event.PeerHealedEvent;
import io.github.uxd.spring.event.PeerIdleEvent;
import io.github.uxd.spring.event.PeerPausedEvent;
import io.github.uxd.spring.event.PeerResumedEvent;
import io.github.uxd.spring.event.PeerStartedEvent;
import io.github.uxd.spring.event.PeerStoppedEvent;
import io.github.uxd.spring.listener.PeerPoller;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens to a peer is told by application events: it starts and stops, pauses and
 * resumes, has nothing to do, or had to make its socket file anew.
 */
@SpringBootTest(classes = LifecycleEventTests.Diary.class, webEnvironment = WebEnvironment.NONE,
		properties = { "uxd.poller.idle-event-interval=20ms", "uxd.poller.check-interval=20ms" })
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class LifecycleEventTests {

	@Autowired
	PeerPoller poller;

	@Autowired
	Diary diary;

	@Test
	void stoppingAndStarting() {
		this.diary.awaitEvent(PeerStartedEvent.class);
		this.poller.stop();
		assertThat(this.diary.awaitEvent(PeerStoppedEvent.class).getReason())
			.isEqualTo(PeerStoppedEvent.Reason.REQUESTED);
		this.diary.events.clear();
		this.poller.start();
		this.diary.awaitEvent(PeerStartedEvent.class);
	}

	@Test
	void pausingAndResuming() {
		this.poller.pause();
		this.diary.awaitEvent(PeerPausedEvent.class);
		this.poller.resume();
		this.diary.awaitEvent(PeerResumedEvent.class);
	}

	@Test
	void nothingToDo() {
		assertThat(this.diary.awaitEvent(PeerIdleEvent.class).getIdleTime()).isPositive();
	}

	@Test
	void aSocketFileThatSomebodyHasRemoved() throws Exception {
		Peer peer = this.poller.getPeer();
		Files.delete(peer.path());
		assertThat(this.diary.awaitEvent(PeerHealedEvent.class).getPeer()).isSameAs(peer);
		assertThat(peer.path()).exists();
	}

	@Component
	static class Diary {

		private final List<PeerEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void onEvent(PeerEvent event) {
			this.events.add(event);
		}

		<T extends PeerEvent> T awaitEvent(Class<T> type) {
			return await()
				.until(() -> this.events.stream().filter(type::isInstance).map(type::cast).findFirst(),
						(event) -> event.isPresent())
				.orElseThrow();
		}

	}

}

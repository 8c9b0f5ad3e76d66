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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.event.PeerPausedEvent;
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
 * A peer that pauses stays where it is, and leaves what is sent to it in the kernel's
 * queue until it resumes.
 */
@SpringBootTest(classes = PauseTests.Inbox.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class PauseTests {

	@Autowired
	PeerPoller poller;

	@Autowired
	UxdTestClient client;

	@Autowired
	Inbox inbox;

	@Test
	void whatIsSentMeanwhileIsReceivedAfterwards() {
		this.poller.pause();
		await().untilAsserted(() -> assertThat(this.inbox.contents).containsExactly("(paused)"));
		this.client.send("one");
		this.client.send("two");
		assertThat(this.poller.getPeer().statistics().received()).isZero();
		this.poller.resume();
		await().untilAsserted(() -> assertThat(this.inbox.contents).containsExactly("(paused)", "one", "two"));
	}

	@Component
	static class Inbox {

		private final List<String> contents = new CopyOnWriteArrayList<>();

		@UxdListener
		void add(String text) {
			this.contents.add(text);
		}

		@EventListener
		void onPause(PeerPausedEvent event) {
			this.contents.add("(paused)");
		}

	}

}

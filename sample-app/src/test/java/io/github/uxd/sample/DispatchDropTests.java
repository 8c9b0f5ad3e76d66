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

import java.util.concurrent.CountDownLatch;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A peer that would rather drop than keep its senders waiting, and counts what it drops.
 */
@SpringBootTest(classes = DispatchDropTests.Slow.class, webEnvironment = WebEnvironment.NONE,
		properties = { "uxd.dispatch.mode=pool", "uxd.dispatch.queue-capacity=2", "uxd.dispatch.when-full=drop" })
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class DispatchDropTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	MeterRegistry meters;

	@Autowired
	Slow slow;

	@Test
	void whatThereIsNoRoomForIsDroppedAndCounted() {
		for (int i = 0; i < 5; i++) {
			this.client.send("work");
		}
		await().untilAsserted(() -> assertThat(dropped()).isEqualTo(3));
		this.slow.goOn.countDown();
		assertThat(this.client.receive().text()).isEqualTo("done");
		assertThat(this.client.receive().text()).isEqualTo("done");
	}

	private double dropped() {
		return this.meters.get("uxd.datagrams.dropped")
			.tag("name", "sample")
			.tag("reason", "queue_full")
			.functionCounter()
			.count();
	}

	@Component
	static class Slow {

		private final CountDownLatch goOn = new CountDownLatch(1);

		@UxdListener
		String work(String text) throws InterruptedException {
			this.goOn.await();
			return "done";
		}

	}

}

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
 * What the meters of a peer tell, all tagged with its name.
 */
@SpringBootTest(classes = MetersTests.Echo.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class MetersTests {

	@Autowired
	UxdTestClient client;

	@Autowired
	MeterRegistry meters;

	@Test
	void datagramsAndBytesAreCountedAndListenersTimed() {
		this.client.exchange("hello");
		assertThat(count("uxd.datagrams.received")).isEqualTo(1);
		assertThat(count("uxd.bytes.received")).isEqualTo(5);
		await().untilAsserted(() -> assertThat(count("uxd.datagrams.sent")).isEqualTo(1));
		await().untilAsserted(() -> assertThat(
				this.meters.get("uxd.listener").tag("name", "sample").tag("result", "success").timer().count())
			.isEqualTo(1));
		assertThat(this.meters.get("uxd.peer.open").tag("name", "sample").gauge().value()).isEqualTo(1);
	}

	private double count(String meter) {
		return this.meters.get(meter).tag("name", "sample").functionCounter().count();
	}

	@Component
	static class Echo {

		@UxdListener
		String echo(String text) {
			return text;
		}

	}

}

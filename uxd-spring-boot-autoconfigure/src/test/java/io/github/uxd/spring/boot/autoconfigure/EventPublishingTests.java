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
package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Events are published while somebody listens to them.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class EventPublishingTests {

	private static final String NOBODY = "Nobody handles the datagrams of peer 'main'";

	@TempDir
	Path directory;

	private final List<String> received = new CopyOnWriteArrayList<>();

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory);
	}

	@Test
	void whoListensLaterHearsOfTheNextDatagram(CapturedOutput output) {
		this.runner.run((context) -> {
			Path path = context.getBean(Peer.class).path();
			TestSockets.send(path, "nobody's");
			await().until(() -> output.getOut().contains(NOBODY));
			context.getSourceApplicationContext(AbstractApplicationContext.class)
				.addApplicationListener(new Listener());
			TestSockets.send(path, "a");
			await().until(() -> this.received.size() == 1);
			// Not known to the context.
			context.getBean(ApplicationEventMulticaster.class).removeAllListeners();
			context.getBean(ApplicationEventMulticaster.class).addApplicationListener(new Listener());
			TestSockets.send(path, "b");
			await().until(() -> this.received.size() == 2);
			assertThat(this.received).containsExactly("a", "b");
		});
	}

	@Test
	void aMulticasterOfTheApplicationsOwnStaysAndGetsEveryEvent(CapturedOutput output) {
		SimpleApplicationEventMulticaster own = new SimpleApplicationEventMulticaster();
		this.runner
			.withBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
					SimpleApplicationEventMulticaster.class, () -> own)
			.run((context) -> {
				assertThat(context.getBean(ApplicationEventMulticaster.class)).isSameAs(own);
				own.addApplicationListener(new Listener());
				TestSockets.send(context.getBean(Peer.class).path(), "a");
				await().until(() -> this.received.size() == 1);
			});
		assertThat(output).doesNotContain(NOBODY);
	}

	private final class Listener implements ApplicationListener<DatagramReceivedEvent> {

		@Override
		public void onApplicationEvent(DatagramReceivedEvent event) {
			EventPublishingTests.this.received.add(event.getDatagram().text());
		}

	}

}

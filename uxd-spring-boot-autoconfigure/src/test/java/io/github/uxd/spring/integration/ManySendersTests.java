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
package io.github.uxd.spring.integration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.Datagram;
import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.event.PeerHealedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several processes that send as fast as they can, and try again while the queue is full.
 */
@Timeout(300)
class ManySendersTests extends OnEachTransport {

	private static final int SENDERS = 4;

	private static final int DATAGRAMS = 25_000;

	@TempDir
	Path directory;

	@Test
	void noneIsLostWhenTheSocketFileIsDeletedAHundredTimes() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withUserConfiguration(Checker.class)
			.withPropertyValues("uxd.path=" + this.directory.resolve("receiver"), "uxd.poller.check-interval=10ms",
					transportProperty())
			.run((context) -> {
				Checker checker = context.getBean(Checker.class);
				Peer peer = context.getBean(Peer.class);
				List<Process> senders = new ArrayList<>();
				for (int i = 0; i < SENDERS; i++) {
					senders.add(startSender(i));
				}
				await().until(() -> checker.sequences.size() == SENDERS);
				for (int i = 1; i <= 100; i++) {
					Files.delete(peer.path());
					int expected = i;
					await().pollInterval(Duration.ofMillis(1)).until(() -> checker.healed.get() == expected);
				}
				for (Process sender : senders) {
					assertThat(sender.waitFor(200, TimeUnit.SECONDS)).isTrue();
					assertThat(sender.exitValue()).isZero();
				}
				await().atMost(Duration.ofSeconds(20)).until(() -> checker.received.get() == SENDERS * DATAGRAMS);
				assertThat(checker.problems).isEmpty();
				assertThat(peer.statistics().healed()).isEqualTo(100);
				assertThat(peer.statistics().dropped(DropReason.CLOSED)).isZero();
			});
	}

	@Test
	void everyDatagramOfEverySenderArrivesOnceInOrderWithEveryByte() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withUserConfiguration(Checker.class)
			.withPropertyValues("uxd.path=" + this.directory.resolve("receiver"), transportProperty())
			.run((context) -> {
				Checker checker = context.getBean(Checker.class);
				List<Process> senders = new ArrayList<>();
				for (int i = 0; i < SENDERS; i++) {
					senders.add(startSender(i));
				}
				for (Process sender : senders) {
					assertThat(sender.waitFor(200, TimeUnit.SECONDS)).isTrue();
					assertThat(sender.exitValue()).isZero();
				}
				await().atMost(Duration.ofSeconds(20)).until(() -> checker.received.get() == SENDERS * DATAGRAMS);
				assertThat(checker.problems).isEmpty();
				assertThat(checker.sequences).hasSize(SENDERS);
				assertThat(checker.sequences.values()).extracting((sequence) -> sequence.count).containsOnly(DATAGRAMS);
				assertThat(context.getBean(Peer.class).statistics().received()).isEqualTo(SENDERS * DATAGRAMS);
			});
	}

	private Process startSender(int number) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.add("-cp");
		command.add(System.getProperty("java.class.path"));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.add(SequenceSender.class.getName());
		command.add(this.directory.resolve("sender-" + number).toString());
		command.add(this.directory.resolve("receiver").toString());
		command.add(Integer.toString(DATAGRAMS));
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	@Configuration(proxyBeanMethods = false)
	static class Checker {

		private final Map<String, Expected> sequences = new ConcurrentHashMap<>();

		private final List<String> problems = new ArrayList<>();

		private final AtomicInteger received = new AtomicInteger();

		private final AtomicInteger healed = new AtomicInteger();

		@EventListener
		void onHealed(PeerHealedEvent event) {
			this.healed.incrementAndGet();
		}

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			Datagram datagram = event.getDatagram();
			Expected expected = this.sequences.computeIfAbsent(String.valueOf(datagram.source()), Expected::new);
			byte[] payload = expected.payloads.next();
			if (!Arrays.equals(payload, datagram.toByteArray()) && this.problems.size() < 10) {
				this.problems.add("Datagram " + expected.count + " is not the one of " + payload.length
						+ " bytes that is due, but one of " + datagram);
			}
			expected.count++;
			this.received.incrementAndGet();
		}

	}

	private static final class Expected {

		private final SequenceSender.Payloads payloads;

		private int count;

		Expected(String source) {
			this.payloads = new SequenceSender.Payloads(source);
		}

	}

}

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

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Senders that ask again and again and never read an answer, beside one that does.
 */
@Timeout(120)
class SilentSendersTests extends OnEachTransport {

	private static final int LARGE = 60_000;

	private static final long MEGABYTE = 1024 * 1024;

	@TempDir
	Path directory;

	@Test
	void whatTheyAskedIsNotKeptAndWhatTheyAreToBeToldIsBounded() {
		runner().withPropertyValues("uxd.template.queue-size=2MB", "uxd.listener.reply-timeout=1m").run((context) -> {
			Peer peer = context.getBean(Peer.class);
			try (Peer silent = open("silent"); Peer good = open("good")) {
				assertThat(ask(good, peer, 10)).isEqualTo(10);
				long before = usedHeap();
				for (int i = 0; i < 2000; i++) {
					TestSockets.send(silent, request(LARGE, 4000), UxdAddress.of(peer.path()));
				}
				assertThat(ask(good, peer, 10)).isEqualTo(10);
				assertThat(peer.statistics().received()).isEqualTo(2020);
				// Half of what may wait, and not even the half of what was asked.
				long waiting = peer.statistics().received() - peer.statistics().sent()
						- peer.statistics().sendRefused();
				assertThat(waiting).isBetween(190L, MEGABYTE / 4000);
				assertThat(peer.statistics().sendRefused()).isGreaterThan(1500);
				assertThat(usedHeap() - before).isLessThan(20 * MEGABYTE);
			}
		});
	}

	@Test
	void forOneOfThemTheOthersAreAnswered() {
		checkBeside(1);
	}

	@Test
	void forFortyOfThemTheOthersAreAnswered() {
		checkBeside(40);
	}

	/**
	 * With the smallest send buffer that there is: three answers that nobody reads fill
	 * it.
	 */
	private void checkBeside(int count) {
		assumeTrue(this.transport == TransportType.NATIVE, "junixsocket can't tell how full the send buffer is");
		runner().withPropertyValues("uxd.send-buffer-size=1B", "uxd.listener.reply-timeout=10ms").run((context) -> {
			Peer peer = context.getBean(Peer.class);
			List<Peer> silent = new ArrayList<>();
			try (Peer good = open("good")) {
				assertThat(ask(good, peer, 10)).isEqualTo(10);
				for (int i = 0; i < count; i++) {
					silent.add(open("silent" + i));
				}
				for (int i = 0; i < 400; i++) {
					TestSockets.send(silent.get(i % count), request(LARGE, LARGE), UxdAddress.of(peer.path()));
				}
				assertThat(ask(good, peer, 100)).isEqualTo(100);
				assertThat(peer.sendBufferUsed().orElseThrow()).isGreaterThan(peer.actualBufferSizes().send() / 2);
				// Once what waits for it has been given up.
				UxdOperations operations = context.getBean(UxdOperations.class);
				await().untilAsserted(() -> assertThat(operations.sendAsync(new byte[LARGE],
						UxdAddress.of(silent.get(0).path()), Duration.ofMillis(10)))
					.failsWithin(Duration.ofSeconds(5))
					.withThrowableThat()
					.havingCause()
					.isInstanceOfSatisfying(UxdSendException.class,
							(ex) -> assertThat(ex.reason()).isEqualTo(Reason.SEND_BUFFER_FULL))
					.withMessageContaining("send-buffer-size"));
			}
			finally {
				silent.forEach(Peer::close);
			}
			await().untilAsserted(() -> assertThat(peer.sendBufferUsed()).hasValue(0));
		});
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withBean(Answering.class)
			.withPropertyValues("uxd.path=" + this.directory.resolve("asked"), transportProperty());
	}

	private Peer open(String name) throws Exception {
		Peer peer = Peer.builder().name(name).path(this.directory.resolve(name)).transport(this.transport).build();
		peer.open();
		return peer;
	}

	/**
	 * Ask one question after the other.
	 * @return how many were answered
	 */
	private static int ask(Peer asker, Peer asked, int questions) throws Exception {
		int answers = 0;
		for (int i = 0; i < questions; i++) {
			TestSockets.send(asker, request(100, 100), UxdAddress.of(asked.path()));
			if (asker.awaitReadable(Duration.ofSeconds(5)) && asker.receive() != null) {
				answers++;
			}
		}
		return answers;
	}

	/**
	 * Make a request that is answered with as many bytes as it begins with others than
	 * zero.
	 */
	private static byte[] request(int length, int answer) {
		byte[] request = new byte[length];
		Arrays.fill(request, 0, answer, (byte) 'x');
		return request;
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	static class Answering {

		@UxdListener
		byte[] answer(Datagram datagram) {
			return datagram.text().replace("\0", "").getBytes();
		}

	}

}

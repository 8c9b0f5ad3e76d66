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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.uxd.Peer;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Listeners that say with how many datagrams at most they are called at the same time.
 */
@Timeout(60)
class ListenerConcurrencyTests {

	private static final int SENDERS = 32;

	@TempDir
	private Path directory;

	private final List<Peer> senders = new ArrayList<>();

	private ApplicationContextRunner application;

	private UxdAddress destination;

	@BeforeEach
	void prepareApplicationAndSenders() throws Exception {
		Path path = this.directory.resolve("p");
		this.destination = UxdAddress.of(path);
		this.application = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + path, "uxd.dispatch.mode=pool", "uxd.dispatch.threads=8");
		for (int i = 0; i < SENDERS; i++) {
			Peer sender = Peer.builder().path(this.directory.resolve("s" + i)).build();
			sender.open();
			this.senders.add(sender);
		}
	}

	@AfterEach
	void closeSenders() throws Exception {
		for (Peer sender : this.senders) {
			sender.close();
		}
	}

	@Test
	void aListenerIsCalledWithSoManyDatagramsAtMostAndHoldsUpNoOther() {
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger active = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger slow = new AtomicInteger();
		AtomicInteger quick = new AtomicInteger();
		class Listeners {

			@UxdListener(concurrency = "2")
			void slow(String text) throws InterruptedException {
				most.accumulateAndGet(active.incrementAndGet(), Math::max);
				goOn.await();
				active.decrementAndGet();
				slow.incrementAndGet();
			}

			@UxdListener
			void quick(String text) {
				quick.incrementAndGet();
			}

		}
		this.application.withBean("listeners", Listeners.class, Listeners::new).run((context) -> {
			sendByEach("a");
			await().until(() -> active.get() == 2 && quick.get() == SENDERS);
			assertThat(slow).hasValue(0);
			assertThat(context.getBean(PeerPoller.class).getPending()).isEqualTo(SENDERS);
			goOn.countDown();
			await().until(() -> slow.get() == SENDERS);
			assertThat(most).hasValue(2);
			assertThat(quick).hasValue(SENDERS);
		});
	}

	@Test
	void datagramsOfOneSourceStayInTheirOrderWhateverTheNumber() {
		List<List<String>> bySender = IntStream.range(0, SENDERS)
			.mapToObj((i) -> (List<String>) new CopyOnWriteArrayList<String>())
			.toList();
		class Listeners {

			@UxdListener(concurrency = "3")
			void hear(String text, UxdAddress source) {
				bySender.get(Integer.parseInt(source.toString().replaceAll(".*/s", ""))).add(text);
			}

		}
		this.application.withBean("listeners", Listeners.class, Listeners::new).run((context) -> {
			List<String> texts = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
			for (String text : texts) {
				sendByEach(text);
			}
			await().until(() -> bySender.stream().allMatch((heard) -> heard.size() == texts.size()));
			assertThat(bySender).allSatisfy((heard) -> assertThat(heard).isEqualTo(texts));
		});
	}

	@Test
	void oneAtATimeKeepsTheOrderOfAllSources() {
		List<String> heard = new CopyOnWriteArrayList<>();
		AtomicInteger active = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		class Listeners {

			@UxdListener(concurrency = "1")
			void hear(String text, UxdAddress source) {
				most.accumulateAndGet(active.incrementAndGet(), Math::max);
				heard.add(text + " of " + source);
				active.decrementAndGet();
			}

		}
		this.application.withBean("listeners", Listeners.class, Listeners::new).run((context) -> {
			List<String> sent = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				for (Peer sender : this.senders) {
					sent.add(i + " of " + sender.path());
				}
				sendByEach(Integer.toString(i));
			}
			await().until(() -> heard.size() == sent.size());
			assertThat(heard).isEqualTo(sent);
			assertThat(most).hasValue(1);
		});
	}

	@Test
	void withoutAnOrderOneSenderKeepsAllOfThemBusy() {
		Semaphore goOn = new Semaphore(0);
		AtomicInteger active = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger heard = new AtomicInteger();
		class Listeners {

			@UxdListener(concurrency = "3")
			void hear(String text) throws InterruptedException {
				most.accumulateAndGet(active.incrementAndGet(), Math::max);
				goOn.acquire();
				active.decrementAndGet();
				heard.incrementAndGet();
			}

		}
		this.application.withPropertyValues("uxd.dispatch.order=none")
			.withBean("listeners", Listeners.class, Listeners::new)
			.run((context) -> {
				for (int i = 0; i < 12; i++) {
					send(this.senders.get(0), "a");
				}
				await().until(() -> active.get() == 3);
				goOn.release(12);
				await().until(() -> heard.get() == 12);
				assertThat(most).hasValue(3);
			});
	}

	@Test
	void thePropertyOfAListenerPrevailsOverItsAnnotation() {
		class Listeners {

			@UxdListener(id = "slow", concurrency = "${app.concurrency}")
			void slow(String text) {
			}

		}
		this.application.withPropertyValues("uxd.listeners.slow.concurrency=4", "app.concurrency=7")
			.withBean("listeners", Listeners.class, Listeners::new)
			.run((context) -> assertThat(
					Objects.requireNonNull(context.getBean(UxdListenerRegistry.class).getContainer("slow"))
						.getEndpoint()
						.getConcurrency())
				.isEqualTo(4));
	}

	@Test
	void whatThereIsNoRoomForIsDroppedForEachOfThem() {
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger heard = new AtomicInteger();
		class Listeners {

			@UxdListener(concurrency = "1")
			void slow(String text) throws InterruptedException {
				goOn.await();
				heard.incrementAndGet();
			}

			@UxdListener
			void quick(String text) throws InterruptedException {
				goOn.await();
				heard.incrementAndGet();
			}

		}
		this.application.withPropertyValues("uxd.dispatch.when-full=drop", "uxd.dispatch.queue-capacity=7")
			.withBean("listeners", Listeners.class, Listeners::new)
			.run((context) -> {
				sendByEach("a");
				PeerPoller poller = context.getBean(PeerPoller.class);
				await().until(() -> poller.getDropped() == 2 * SENDERS - 7);
				goOn.countDown();
				await().until(() -> poller.getPending() == 0);
				assertThat(heard).hasValue(7);
			});
	}

	@Test
	void aStopThatHasNoTimeLeftCountsWhatWaitsForEachOfThem() {
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger begun = new AtomicInteger();
		class Listeners {

			@UxdListener(concurrency = "1")
			void slow(String text) throws InterruptedException {
				begun.incrementAndGet();
				goOn.await();
			}

			@UxdListener(concurrency = "2")
			void slowToo(String text) throws InterruptedException {
				begun.incrementAndGet();
				goOn.await();
			}

		}
		this.application.withPropertyValues("uxd.poller.drain-timeout=100ms")
			.withBean("listeners", Listeners.class, Listeners::new)
			.run((context) -> {
				sendByEach("a");
				PeerPoller poller = context.getBean(PeerPoller.class);
				await().until(() -> poller.getPending() == 2 * SENDERS && begun.get() == 3);
				poller.stop();
				assertThat(poller.getDropped()).isEqualTo(2 * SENDERS - 3);
				assertThat(begun).hasValue(3);
			});
	}

	@Test
	void aStopHandlesWhatWaitsForEachOfThem() {
		CountDownLatch goOn = new CountDownLatch(1);
		AtomicInteger first = new AtomicInteger();
		AtomicInteger second = new AtomicInteger();
		class Listeners {

			@UxdListener(concurrency = "1")
			void first(String text) throws InterruptedException {
				goOn.await();
				first.incrementAndGet();
			}

			@UxdListener(concurrency = "2")
			void second(String text) throws InterruptedException {
				goOn.await();
				second.incrementAndGet();
			}

		}
		this.application.withBean("listeners", Listeners.class, Listeners::new).run((context) -> {
			sendByEach("a");
			PeerPoller poller = context.getBean(PeerPoller.class);
			await().until(() -> poller.getPending() == 2 * SENDERS);
			CountDownLatch stopped = new CountDownLatch(1);
			poller.stop(stopped::countDown);
			goOn.countDown();
			stopped.await();
			assertThat(first).hasValue(SENDERS);
			assertThat(second).hasValue(SENDERS);
			assertThat(poller.getDropped()).isZero();
		});
	}

	private void sendByEach(String text) throws Exception {
		for (Peer sender : this.senders) {
			send(sender, text);
		}
	}

	private void send(Peer sender, String text) throws Exception {
		TestSockets.sendUntilItSucceeds(sender, text.getBytes(StandardCharsets.UTF_8), this.destination);
	}

}

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

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.uxd.Peer;
import io.github.uxd.SendException;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConverter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that end at any moment, with listeners that are slow, fail, are tried
 * again, heed interrupts or don't.
 */
@Timeout(600)
class NoCallAfterDestructionTests extends OnEachTransport {

	private static final int ROUNDS = Integer.getInteger("test.uxd.rounds", 60);

	@TempDir
	Path directory;

	@Test
	void noListenerIsCalledOnceItsBeanIsDestroyed() throws Exception {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		List<String> late = new CopyOnWriteArrayList<>();
		for (int i = 0; i < ROUNDS; i++) {
			round(random, late);
			assertThat(late).as("seed %s, round %s", seed, i).isEmpty();
		}
		TestSockets.awaitNoPollerThreads();
		assertThat(late).as("seed %s", seed).isEmpty();
	}

	@Test
	void aMethodWhoseArgumentsTakeTooLongToMakeIsNotCalled() throws Exception {
		Path path = this.directory.resolve("s");
		SlowConverter converter = new SlowConverter();
		List<String> late = new CopyOnWriteArrayList<>();
		for (String mode : List.of("caller", "pool")) {
			new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
				.withUserConfiguration(Converting.class)
				.withBean("uxdMessageConverter", MessageConverter.class, () -> converter)
				.withPropertyValues("uxd.path=" + path, transportProperty(), "uxd.dispatch.mode=" + mode,
						"uxd.poller.drain-timeout=50ms")
				.run((context) -> {
					context.getBean(Converting.class).late = late;
					TestSockets.send(path, "x");
					converter.entered.acquire();
				});
			converter.mayEnd.release();
			TestSockets.awaitNoPollerThreads();
			assertThat(late).as(mode).isEmpty();
		}
	}

	private void round(Random random, List<String> late) throws Exception {
		List<String> modes = (Runtime.version().feature() >= 21) ? List.of("caller", "pool", "virtual")
				: List.of("caller", "pool");
		Path path = this.directory.resolve("s");
		AtomicBoolean sending = new AtomicBoolean(true);
		Thread sender = new Thread(() -> send(path, sending));
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withUserConfiguration(Listening.class)
			.withPropertyValues("uxd.path=" + path, transportProperty(),
					"uxd.dispatch.mode=" + modes.get(random.nextInt(modes.size())),
					"uxd.dispatch.threads=" + (1 + random.nextInt(3)),
					"uxd.dispatch.queue-capacity=" + (1 + random.nextInt(50)),
					"uxd.poller.drain-timeout=" + random.nextInt(40) + "ms",
					"uxd.listener.retry.max-retries=" + random.nextInt(100),
					"uxd.listener.retry.initial-interval=" + (1 + random.nextInt(10)) + "ms")
			.run((context) -> {
				Listening bean = context.getBean(Listening.class);
				bean.behaviour = random.nextLong();
				bean.late = late;
				sender.start();
				bean.called.await(random.nextInt(30), TimeUnit.MILLISECONDS);
			});
		sending.set(false);
		sender.join();
	}

	private static void send(Path path, AtomicBoolean sending) {
		try (Peer sender = Peer.openTemp()) {
			while (sending.get()) {
				sender.send(new byte[10], UxdAddress.of(path));
			}
		}
		catch (SendException ex) {
			// The application has ended.
			return;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A converter that is still busy when the application has ended.
	 */
	private static final class SlowConverter implements MessageConverter {

		private final Semaphore entered = new Semaphore(0);

		private final Semaphore mayEnd = new Semaphore(0);

		@Override
		public Object fromMessage(Message<?> message, Class<?> targetClass) {
			this.entered.release();
			this.mayEnd.acquireUninterruptibly();
			return new Thing();
		}

		@Override
		public Message<?> toMessage(Object payload, MessageHeaders headers) {
			throw new UnsupportedOperationException();
		}

	}

	static class Thing {

	}

	@Configuration(proxyBeanMethods = false)
	static class Converting {

		private volatile List<String> late = List.of();

		@UxdListener
		void listen(Thing thing) {
			this.late.add("called with " + thing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		private final CountDownLatch called = new CountDownLatch(50);

		private volatile long behaviour;

		private volatile List<String> late = List.of();

		private volatile boolean destroyed;

		@UxdListener
		void listen(byte[] payload) throws Exception {
			if (this.destroyed) {
				this.late.add("called on " + Thread.currentThread().getName());
			}
			this.called.countDown();
			Random random = new Random(this.behaviour + this.called.getCount());
			if (random.nextInt(10) == 0) {
				hang(1 + random.nextInt(100), random.nextBoolean());
			}
			if (random.nextInt(3) == 0) {
				throw new IllegalStateException("as asked");
			}
		}

		private static void hang(int millis, boolean heedsInterrupts) throws InterruptedException {
			CountDownLatch never = new CountDownLatch(1);
			long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
			for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
				try {
					never.await(left, TimeUnit.NANOSECONDS);
				}
				catch (InterruptedException ex) {
					if (heedsInterrupts) {
						throw ex;
					}
				}
			}
		}

		@PreDestroy
		void destroy() {
			this.destroyed = true;
		}

	}

}

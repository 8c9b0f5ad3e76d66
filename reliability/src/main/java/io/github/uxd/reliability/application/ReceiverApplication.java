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
package io.github.uxd.reliability.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.github.uxd.reliability.journal.JournalWriter;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.event.PeerEvent;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/**
 * The application that receives. What it is given on its command line are the properties
 * of {@link ReceiverProperties} and those of the starter.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({ Listeners.Method.class, Listeners.Event.class, Listeners.Handler.class, Rally.class, Echo.class })
@EnableConfigurationProperties(ReceiverProperties.class)
public class ReceiverApplication {

	/**
	 * Start it.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(ReceiverApplication.class, args);
	}

	@Bean
	JournalWriter journal(ReceiverProperties properties) throws IOException {
		return new JournalWriter(properties.journal(), properties.capacity());
	}

	@Bean
	Handling handling(ReceiverProperties properties, JournalWriter journal) {
		return new Handling(properties, journal);
	}

	@Bean
	Failures failures() {
		return new Failures();
	}

	@Bean
	Counters counters(UxdPeers peers, Handling handling, Failures failures, ReceiverProperties properties) {
		return new Counters(peers, handling, failures, properties);
	}

	@Bean
	Ends ends(ReceiverProperties properties, JournalWriter journal, Counters counters) {
		return new Ends(properties, journal, counters);
	}

	@Bean
	Events events(Counters counters) {
		return new Events(counters);
	}

	@Bean
	Commands commands(ReceiverProperties properties, Counters counters, Handling handling, UxdPeers peers,
			ObjectProvider<UxdTemplate> template) {
		return new Commands(properties, counters, handling, peers, template);
	}

	@Bean
	Listening listening(ReceiverProperties properties, JournalWriter journal, Commands commands, Counters counters,
			Handling handling) {
		return new Listening(properties, journal, commands, counters, handling);
	}

	/**
	 * Counts what it is told of, and logs it as usual.
	 */
	static class Failures implements UxdErrorHandler {

		private final UxdErrorHandler logging = new LoggingErrorHandler();

		private final AtomicLong count = new AtomicLong();

		private final AtomicLong ofListeners = new AtomicLong();

		@Override
		public void handleError(HandlingFailure failure) {
			this.count.incrementAndGet();
			if (failure.getKind() != HandlingFailure.Kind.EVENT) {
				this.ofListeners.incrementAndGet();
			}
			this.logging.handleError(failure);
		}

		long count() {
			return this.count.get();
		}

		/**
		 * Those of the ones that write datagrams down, which come before the event.
		 */
		long ofListeners() {
			return this.ofListeners.get();
		}

	}

	/**
	 * Counts what happens to the peers.
	 */
	static class Events {

		private final Counters counters;

		Events(Counters counters) {
			this.counters = counters;
		}

		@EventListener
		void onEvent(PeerEvent event) {
			this.counters.counter(event.getClass().getSimpleName()).incrementAndGet();
		}

	}

	/**
	 * Says that the application has started.
	 */
	static class Listening {

		private static final int[] SIZES = { 1_000_000, 100_000, 10_000, 1_000, 100, 16 };

		private static final int HELD = 200_000;

		private static final long SHORT = 1_000_000;

		private static final long FULL = 20_000_000;

		private static final long FREE = 100_000_000;

		private final ReceiverProperties properties;

		private final JournalWriter journal;

		private final Commands commands;

		/**
		 * A class that finds no memory when it is initialized is broken for ever: there
		 * is enough till all have been used that a datagram needs.
		 */
		private static final long HANDLED_BEFORE = 100;

		private final AtomicLong exhausted;

		private final Handling handling;

		Listening(ReceiverProperties properties, JournalWriter journal, Commands commands, Counters counters,
				Handling handling) {
			this.handling = handling;
			this.exhausted = counters.counter("heap.exhausted");
			this.properties = properties;
			this.journal = journal;
			this.commands = commands;
		}

		@EventListener(ApplicationReadyEvent.class)
		void onReady() {
			this.commands.start();
			Path end = this.properties.allocateUntil();
			if (end != null) {
				Thread thread = new Thread(() -> allocate(end), "allocates");
				thread.setDaemon(true);
				thread.start();
			}
			this.journal.state(JournalWriter.State.LISTENS);
		}

		/**
		 * Fill the heap until not even a small thing finds room, hold it for a moment in
		 * which others find none either, give all back for at least as long, and again:
		 * until the file is there, which is removed once all was given back for good.
		 */
		private void allocate(Path end) {
			byte[][] held = new byte[HELD][];
			while (this.handling.count() < HANDLED_BEFORE && !isThere(end)) {
				LockSupport.parkNanos(SHORT);
			}
			while (!isThere(end)) {
				long begin = System.nanoTime();
				try {
					int count = 0;
					for (int size : SIZES) {
						count = fill(held, count, size);
					}
					this.exhausted.incrementAndGet();
					LockSupport.parkNanos(FULL);
				}
				catch (OutOfMemoryError ex) {
					// It is met here, too: to wait for the first time takes memory.
					this.exhausted.incrementAndGet();
				}
				Arrays.fill(held, null);
				LockSupport.parkNanos(Math.max(FREE, System.nanoTime() - begin));
			}
			remove(end);
		}

		private static boolean isThere(Path end) {
			try {
				return Files.exists(end);
			}
			catch (OutOfMemoryError ex) {
				// Others fill the heap too, with what they can't get rid of now.
				return false;
			}
		}

		private static void remove(Path end) {
			try {
				Files.deleteIfExists(end);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static int fill(byte[][] held, int count, int size) {
			int next = count;
			try {
				while (next < held.length) {
					held[next] = new byte[size];
					next++;
				}
			}
			catch (OutOfMemoryError ex) {
				// That is what it is for.
				return next;
			}
			return next;
		}

	}

	/**
	 * Is the last to stop, and says what came of it all.
	 */
	static class Ends implements SmartLifecycle {

		private final ReceiverProperties properties;

		private final JournalWriter journal;

		private final Counters counters;

		private volatile boolean running;

		Ends(ReceiverProperties properties, JournalWriter journal, Counters counters) {
			this.properties = properties;
			this.journal = journal;
			this.counters = counters;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.counters.write(this.properties.counters("end"));
			this.journal.state(JournalWriter.State.ENDED);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return Integer.MIN_VALUE;
		}

	}

}

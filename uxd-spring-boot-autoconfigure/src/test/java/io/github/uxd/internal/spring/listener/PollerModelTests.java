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
package io.github.uxd.internal.spring.listener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.Wish;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.WhenFull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Starts, stops, pauses and failures in many orders and from everywhere, compared with a
 * model of what should be.
 */
@Timeout(120)
class PollerModelTests extends OnEachTransport {

	private static final int WALKS = 12;

	private static final int STEPS = 40;

	@TempDir
	Path directory;

	private final Map<String, Set<String>> handled = new ConcurrentHashMap<>();

	private final List<String> twice = new ArrayList<>();

	private final List<Runnable> commands = new ArrayList<>();

	private final List<String> history = new ArrayList<>();

	private Model model;

	private Peer peer;

	private ThreadedPeerPoller poller;

	private List<UxdListenerContainer> containers;

	private Peer sender;

	private int sent;

	static Stream<DispatchSettings> modes() {
		return Stream.of(DispatchSettings.CALLER, new DispatchSettings(DispatchMode.POOL, 2, 100, WhenFull.BLOCK));
	}

	@AfterEach
	void close() {
		TestSockets.awaitNoPollerThreads();
	}

	@ParameterizedTest
	@MethodSource("modes")
	void doesWhatTheModelSays(DispatchSettings dispatch) throws Exception {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		for (int i = 0; i < WALKS; i++) {
			walk(dispatch, random, "seed " + seed + ", walk " + i);
		}
	}

	private void walk(DispatchSettings dispatch, Random random, String name) throws Exception {
		setUp(dispatch);
		try {
			for (int i = 0; i < STEPS; i++) {
				Operation operation = Operation.values()[random.nextInt(Operation.values().length)];
				Origin origin = Origin.values()[random.nextInt(Origin.values().length)];
				step(operation, (this.model.fact() == Fact.RECEIVING) ? origin : Origin.OUTSIDE, name);
			}
			this.poller.stop();
			accountForAll(name);
		}
		finally {
			this.poller.stop();
			this.sender.close();
			this.peer.close();
		}
	}

	private void setUp(DispatchSettings dispatch) throws Exception {
		this.model = new Model();
		this.handled.clear();
		this.commands.clear();
		this.history.clear();
		this.sent = 0;
		this.peer = Peer.builder().transport(this.transport).name("tested").path(this.directory.resolve("s")).build();
		this.poller = TestPollers.of(this.peer)
			.dispatch(dispatch)
			.checkInterval(Duration.ofMillis(5))
			.handlers((view, peer) -> obey(view.text(), Origin.HANDLER))
			.create();
		UxdListenerRegistry registry = TestPollers.registry(this.poller);
		this.containers = List.of(registry.register("a", "", 0, true, (datagram, peer) -> listen("a", datagram)),
				registry.register("b", "", 1, true, (datagram, peer) -> listen("b", datagram)));
		this.sender = Peer.openTemp((builder) -> builder.transport(this.transport));
	}

	private void listen(String listener, Datagram datagram) throws Exception {
		if (!this.handled.computeIfAbsent(datagram.text(), (text) -> ConcurrentHashMap.newKeySet()).add(listener)) {
			this.twice.add(listener + " " + datagram.text());
		}
		if (listener.equals(this.model.speaker())) {
			obey(datagram.text(), Origin.LISTENER);
			obey(datagram.text(), Origin.THREAD_OF_LISTENER);
		}
	}

	/**
	 * Do what a datagram says, if it is for who calls.
	 */
	private void obey(String text, Origin origin) throws Exception {
		String[] parts = text.split(" ");
		if (!parts[1].equals(origin.name())) {
			return;
		}
		Runnable command = this.commands.get(Integer.parseInt(parts[0]));
		if (origin != Origin.THREAD_OF_LISTENER) {
			command.run();
			return;
		}
		new Thread(command, "other").start();
	}

	private void step(Operation operation, Origin origin, String name) throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		int index = this.commands.size();
		this.commands.add(() -> {
			operation.apply(this);
			done.countDown();
		});
		this.history.add(operation + " from " + origin);
		if (origin == Origin.OUTSIDE) {
			this.commands.get(index).run();
		}
		else {
			send(index + " " + origin);
		}
		assertThat(done.await(20, TimeUnit.SECONDS)).as("%s: %s", name, this.history).isTrue();
		this.model.apply(operation);
		await().alias(name + ": " + this.history)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> this.poller.getState().fact() == this.model.fact()
					&& (this.poller.getState().wish() != Wish.STOP) == this.model.started
					&& (!this.model.started || this.peer.isReachable()));
		probe(name);
	}

	/**
	 * Send something, and expect it where the model says.
	 */
	private void probe(String name) throws Exception {
		if (this.model.fact() == Fact.CLOSED || (this.model.fact() == Fact.PAUSED && this.sent % 3 == 0)) {
			this.sent++;
			return;
		}
		String text = this.commands.size() + " PROBE" + this.sent;
		if (this.sender.send(text.getBytes(), UxdAddress.of(this.peer.path()))) {
			this.handled.computeIfAbsent(text, (key) -> ConcurrentHashMap.newKeySet());
			if (this.model.fact() == Fact.RECEIVING) {
				await().alias(name + ": " + this.history)
					.pollInterval(Duration.ofMillis(1))
					.until(() -> this.handled.get(text).equals(this.model.listeners()));
			}
		}
		this.sent++;
	}

	private void send(String text) throws Exception {
		this.handled.computeIfAbsent(text, (key) -> ConcurrentHashMap.newKeySet());
		TestSockets.send(this.sender, text.getBytes(), UxdAddress.of(this.peer.path()));
	}

	private void accountForAll(String name) {
		long lost = this.peer.statistics().dropped(DropReason.CLOSED) + this.poller.dispatcher().dropped();
		assertThat(this.handled.values().stream().filter(Set::isEmpty).count()).as("%s: %s", name, this.history)
			.isEqualTo(lost);
		assertThat(this.twice).as("%s: %s", name, this.history).isEmpty();
	}

	private enum Origin {

		OUTSIDE, HANDLER, LISTENER, THREAD_OF_LISTENER

	}

	private enum Operation {

		START, STOP, RESTART, PAUSE, RESUME, START_A, STOP_A, START_B, STOP_B, SWAP, CLOSE_UNDER_IT;

		void apply(PollerModelTests test) {
			switch (this) {
				case START -> test.poller.start();
				case STOP -> test.poller.stop();
				case RESTART -> {
					test.poller.stop();
					test.poller.start();
				}
				case PAUSE -> test.poller.pause();
				case RESUME -> test.poller.resume();
				case START_A -> test.containers.get(0).start();
				case STOP_A -> test.containers.get(0).stop();
				case START_B -> test.containers.get(1).start();
				case STOP_B -> test.containers.get(1).stop();
				case SWAP -> {
					test.containers.get(0).stop();
					test.containers.get(1).start();
				}
				case CLOSE_UNDER_IT -> {
					test.peer.close();
					test.peer.wakeUp();
				}
			}
		}

	}

	/**
	 * What should be.
	 */
	private static final class Model {

		private boolean started;

		private boolean paused;

		private boolean a = true;

		private boolean b = true;

		void apply(Operation operation) {
			this.started = switch (operation) {
				case START, RESTART -> true;
				case STOP -> false;
				default -> this.started;
			};
			this.paused = (operation == Operation.PAUSE) || (this.paused && operation != Operation.RESUME);
			this.a = (operation == Operation.START_A)
					|| (this.a && operation != Operation.STOP_A && operation != Operation.SWAP);
			this.b = (operation == Operation.START_B || operation == Operation.SWAP)
					|| (this.b && operation != Operation.STOP_B);
		}

		Fact fact() {
			if (!this.started) {
				return Fact.CLOSED;
			}
			return (this.paused || !(this.a || this.b)) ? Fact.PAUSED : Fact.RECEIVING;
		}

		Set<String> listeners() {
			return this.a ? (this.b ? Set.of("a", "b") : Set.of("a")) : Set.of("b");
		}

		/**
		 * Which listener does what a datagram says.
		 */
		String speaker() {
			return this.a ? "a" : "b";
		}

	}

}

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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.listener.SourceOrderedExecutor.Outcome;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.WhenFull;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Lincheck runs operations on several threads and compares what comes of it with every
 * order that one thread could have run them in.
 */
class InterleavingTests {

	private static final String OWNER = "owner";

	@Test
	void aLeaseIsTakenAwayEitherInACallOrNot() {
		new ModelCheckingOptions().threads(2)
			.actorsPerThread(3)
			.iterations(30)
			.invocationsPerIteration(500)
			.check(LeaseOperations.class);
	}

	@Test
	void theStateChangesAtOnce() {
		new StressOptions().threads(3)
			.actorsPerThread(4)
			.iterations(60)
			.invocationsPerIteration(400)
			.check(StateOperations.class);
	}

	@Test
	void everyTaskIsRunInItsOrderOrCounted() {
		new StressOptions().threads(3)
			.actorsPerThread(5)
			.iterations(60)
			.invocationsPerIteration(400)
			.verifier(EpsilonVerifier.class)
			.check(ExecutorOperations.class);
	}

	/**
	 * What the thread of a lease does, and what others do to it.
	 */
	public static class LeaseOperations {

		private final Lease lease = new Lease();

		private boolean inCall;

		@Operation(nonParallelGroup = OWNER)
		public @Nullable Boolean begin() {
			if (this.inCall) {
				return null;
			}
			this.inCall = this.lease.begin(Recipient.OF_PEER_EVENTS, 1);
			return this.inCall;
		}

		@Operation(nonParallelGroup = OWNER)
		public @Nullable Boolean end() {
			if (!this.inCall) {
				return null;
			}
			this.inCall = false;
			return this.lease.end();
		}

		@Operation
		public boolean takeAway() {
			return !this.lease.isTakenAway() && this.lease.takeAway();
		}

		@Operation
		public boolean interrupt() {
			boolean[] interrupted = new boolean[1];
			this.lease.interrupt(() -> interrupted[0] = true);
			return interrupted[0];
		}

	}

	/**
	 * What the owner of the state tells of itself, and what others ask of it.
	 */
	public static class StateOperations {

		private final Lease lease = new Lease();

		private final ReceivingState state = new ReceivingState();

		private final AtomicInteger called = new AtomicInteger();

		@Operation
		public boolean start() {
			return this.state.start(this.lease);
		}

		@Operation
		public boolean stop() {
			Stop stop = this.state.stop(this.called::incrementAndGet, Duration.ofMinutes(1), 0, null);
			if (stop != null) {
				this.state.turnedAway(stop);
			}
			return stop != null;
		}

		@Operation
		public void pause() {
			this.state.pause(PauseReason.REQUESTED);
		}

		@Operation
		public void resume() {
			this.state.resume(PauseReason.REQUESTED);
		}

		@Operation(nonParallelGroup = OWNER)
		public void opened() {
			this.state.opened(this.lease);
		}

		@Operation(nonParallelGroup = OWNER)
		public void failed() {
			this.state.failed(this.lease);
		}

		@Operation(nonParallelGroup = OWNER)
		public boolean paused() {
			return this.state.paused(this.lease);
		}

		@Operation(nonParallelGroup = OWNER)
		public boolean resumed() {
			return this.state.resumed(this.lease);
		}

		@Operation(nonParallelGroup = OWNER)
		public int end() {
			int before = this.called.get();
			this.state.end(this.lease);
			return this.called.get() - before;
		}

		@Operation
		public boolean isFlowing() {
			return this.state.isFlowing();
		}

		@Operation
		public Fact fact() {
			return this.state.fact();
		}

	}

	/**
	 * An executor whose threads are those of the test.
	 */
	public static class ExecutorOperations {

		private static final Map<String, UxdAddress> SOURCES = Map.of("a", UxdAddress.ofAbstract("a"), "b",
				UxdAddress.ofAbstract("b"));

		private final ConcurrentLinkedQueue<Runnable> threads = new ConcurrentLinkedQueue<>();

		private final SourceOrderedExecutor executor = new SourceOrderedExecutor(() -> this.threads::add, 4,
				WhenFull.DROP);

		private final Map<String, List<Integer>> executed = new ConcurrentHashMap<>();

		private final AtomicInteger accepted = new AtomicInteger();

		private final AtomicInteger refused = new AtomicInteger();

		private volatile boolean terminated;

		private final Map<String, Object> order = Map.of("a", new Object(), "b", new Object());

		private final Map<String, AtomicInteger> numbers = Map.of("a", new AtomicInteger(), "b", new AtomicInteger());

		@Operation
		public void executeA() {
			execute("a");
		}

		@Operation
		public void executeB() {
			execute("b");
		}

		private void execute(String source) {
			// One thread receives: what comes first from a source is dispatched first.
			synchronized (this.order.get(source)) {
				int number = this.numbers.get(source).getAndIncrement();
				Outcome outcome = this.executor.execute(SOURCES.get(source), task(source, number), new Lease(),
						() -> Long.MAX_VALUE);
				(outcome == Outcome.ACCEPTED ? this.accepted : this.refused).incrementAndGet();
			}
		}

		private SourceOrderedExecutor.Task task(String source, int number) {
			boolean[] begun = new boolean[1];
			return new SourceOrderedExecutor.Task() {

				@Override
				boolean run(Lease lease) {
					if (!lease.begin(Recipient.OF_PEER_EVENTS, 1)) {
						return false;
					}
					begun[0] = true;
					ExecutorOperations.this.executed
						.computeIfAbsent(source, (key) -> java.util.Collections.synchronizedList(new ArrayList<>()))
						.add(number);
					return lease.end();
				}

				@Override
				boolean isBegun() {
					return begun[0];
				}

			};
		}

		@Operation
		public void runThread() {
			Runnable thread = this.threads.poll();
			if (thread != null) {
				thread.run();
			}
		}

		@Operation
		public void terminate() {
			this.terminated = true;
			this.executor.terminate();
		}

		@Validate
		public void everyTaskIsRunInItsOrderOrCounted() {
			while (!this.threads.isEmpty()) {
				runThread();
			}
			int run = 0;
			for (List<Integer> numbers : this.executed.values()) {
				run += numbers.size();
				// Who is left behind in a call by a termination is waited for by nobody.
				boolean inOrder = numbers.stream().sorted().toList().equals(numbers) || this.terminated;
				if (!inOrder || numbers.stream().distinct().count() < numbers.size()) {
					throw new IllegalStateException("Out of order, or twice: " + numbers);
				}
			}
			long dropped = this.executor.dropped() - this.refused.get();
			if (this.executor.pending() != 0 || run + dropped != this.accepted.get()) {
				throw new IllegalStateException("Of " + this.accepted + " accepted, " + run + " were run, " + dropped
						+ " dropped, and " + this.executor.pending() + " are pending");
			}
		}

	}

}

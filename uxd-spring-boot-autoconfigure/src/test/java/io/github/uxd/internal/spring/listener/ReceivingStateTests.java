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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.uxd.spring.boot.autoconfigure.GuidePage;
import io.github.uxd.spring.listener.PollerState.Fact;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.PollerState.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class ReceivingStateTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Lease lease = new Lease();

	private final ReceivingState state = new ReceivingState();

	private final AtomicInteger called = new AtomicInteger();

	/**
	 * What can happen, in the words of the guide. Those of the second half are what the
	 * owner tells of itself.
	 */
	private static final Map<String, Consumer<ReceivingStateTests>> EVENTS = new LinkedHashMap<>();

	static {
		EVENTS.put("start", (test) -> test.state.start(test.lease));
		EVENTS.put("stop", ReceivingStateTests::stop);
		EVENTS.put("opened", (test) -> test.state.opened(test.lease));
		EVENTS.put("can't be opened", (test) -> test.state.openFailed(test.lease));
		EVENTS.put("pauses", (test) -> {
			test.state.pause(PauseReason.REQUESTED);
			test.state.paused(test.lease);
		});
		EVENTS.put("goes on", (test) -> {
			test.state.resume(PauseReason.REQUESTED);
			test.state.resumed(test.lease);
		});
		EVENTS.put("fails", (test) -> test.state.failed(test.lease));
		EVENTS.put("tries no more", (test) -> test.state.giveUp(test.lease, TIMEOUT, 0));
		EVENTS.put("drained", (test) -> test.state.end(test.lease));
	}

	/**
	 * How to come to each fact.
	 */
	private static final Map<String, List<String>> WAYS = new LinkedHashMap<>();

	static {
		WAYS.put("`CLOSED`", List.of());
		WAYS.put("`OPENING`", List.of("start"));
		WAYS.put("`RECEIVING`", List.of("start", "opened"));
		WAYS.put("`PAUSED`", List.of("start", "opened", "pauses"));
		WAYS.put("`FAILED`", List.of("start", "opened", "fails"));
		WAYS.put("`DRAINING`", List.of("start", "opened", "stop"));
		WAYS.put("`DRAINING`, started meanwhile", List.of("start", "opened", "stop", "start"));
		WAYS.put("`DRAINING`, tries no more", List.of("start", "opened", "fails", "tries no more"));
		WAYS.put("`GAVE_UP`", List.of("start", "opened", "fails", "tries no more", "drained"));
	}

	@Test
	void theGuideHasTheTableOfWhatLeadsToWhat() {
		StringBuilder table = new StringBuilder("| | " + String.join(" | ", EVENTS.keySet()) + " |\n");
		table.append("|---".repeat(EVENTS.size() + 1)).append("|\n");
		WAYS.forEach((name, way) -> {
			table.append("| ").append(name).append(" |");
			EVENTS.values().forEach((event) -> {
				ReceivingStateTests test = new ReceivingStateTests();
				way.forEach((step) -> EVENTS.get(step).accept(test));
				Fact before = test.state.fact();
				assertThat(name).startsWith("`" + before + "`");
				event.accept(test);
				Fact after = test.state.fact();
				table.append((after != before) ? " `" + after + "` |" : " |");
			});
			table.append("\n");
		});
		assertThat(GuidePage.of("architecture.md").text()).contains(table);
	}

	@Test
	void itRunsFromTheStartUntilAStopIsAskedForAndFlowsWhileItReceives() {
		assertThatItRunsAndFlows(false, false);
		this.state.start(this.lease);
		assertThatItRunsAndFlows(true, false);
		this.state.opened(this.lease);
		assertThatItRunsAndFlows(true, true);
		this.state.failed(this.lease);
		assertThatItRunsAndFlows(true, false);
		this.state.opened(this.lease);
		stop();
		assertThatItRunsAndFlows(false, false);
		this.state.start(this.lease);
		assertThatItRunsAndFlows(true, false);
		this.state.end(this.lease);
		this.state.opened(this.lease);
		assertThatItRunsAndFlows(true, true);
		this.state.giveUp(this.lease, TIMEOUT, 0);
		assertThatItRunsAndFlows(false, false);
		this.state.end(this.lease);
		assertThat(this.state.fact()).isEqualTo(Fact.GAVE_UP);
		assertThatItRunsAndFlows(false, false);
	}

	private void assertThatItRunsAndFlows(boolean runs, boolean flows) {
		assertThat(this.state.isRunning()).isEqualTo(runs);
		assertThat(this.state.isFlowing()).isEqualTo(flows);
	}

	@Test
	void aPauseLastsUntilNobodyWantsIt() {
		this.state.start(this.lease);
		this.state.opened(this.lease);
		assertThat(this.state.paused(this.lease)).as("unasked").isFalse();
		assertThat(this.state.isPauseRequested()).isFalse();
		this.state.pause(PauseReason.REQUESTED);
		this.state.pause(PauseReason.LISTENERS_STOPPED);
		assertThat(this.state.isPauseRequested()).isTrue();
		assertThat(this.state.isFlowing()).isFalse();
		assertThat(this.state.fact()).as("until its thread knows").isEqualTo(Fact.RECEIVING);
		assertThat(this.state.paused(new Lease())).as("by another's word").isFalse();
		assertThat(this.state.paused(this.lease)).isTrue();
		assertThat(this.state.paused(this.lease)).as("again").isFalse();
		this.state.resume(PauseReason.REQUESTED);
		assertThat(this.state.resumed(this.lease)).as("one wants it yet").isFalse();
		assertThat(this.state.snapshot(null).pauseReasons()).containsExactly(PauseReason.LISTENERS_STOPPED);
		this.state.resume(PauseReason.LISTENERS_STOPPED);
		assertThat(this.state.resumed(new Lease())).as("by another's word").isFalse();
		assertThat(this.state.resumed(this.lease)).isTrue();
		assertThat(this.state.isFlowing()).isTrue();
	}

	@Test
	void aPauseInAStopIsNone() {
		this.state.start(this.lease);
		this.state.opened(this.lease);
		this.state.pause(PauseReason.REQUESTED);
		stop();
		this.state.start(this.lease);
		assertThat(this.state.paused(this.lease)).isFalse();
		assertThat(this.state.fact()).isEqualTo(Fact.DRAINING);
	}

	@Test
	void withoutAStopThereIsTimeForEver() {
		assertThat(this.state.nanosLeft()).isGreaterThan(Duration.ofDays(365).toNanos());
		this.state.start(this.lease);
		this.state.opened(this.lease);
		stop();
		assertThat(this.state.nanosLeft()).isBetween(1L, TIMEOUT.toNanos());
	}

	@Test
	void whoWaitsForNothingThatIsWantedDoesNotWait() {
		this.state.await(TIMEOUT.toNanos(), () -> false);
		this.state.await(0, () -> true);
		this.state.await(1, () -> true);
	}

	@Test
	void aStopIsCalledBackOnceHoweverItEnds() {
		assertThat(this.state.stop(this.called::incrementAndGet, TIMEOUT, 0, null)).isNull();
		this.state.start(this.lease);
		stop();
		stop();
		assertThat(this.state.fact()).isEqualTo(Fact.OPENING);
		this.state.opened(this.lease);
		assertThat(this.state.fact()).isEqualTo(Fact.DRAINING);
		this.state.end(this.lease);
		this.state.end(this.lease);
		assertThat(this.called).hasValue(2);
		this.state.start(this.lease);
		stop();
		this.state.openFailed(this.lease);
		assertThat(this.called).hasValue(3);
		assertThat(this.state.wish()).isEqualTo(Wish.STOP);
	}

	@Test
	void whoAsksLaterForTheSameStopGetsNoMoreTime() {
		this.state.start(this.lease);
		this.state.opened(this.lease);
		Stop stop = this.state.stop(this.called::incrementAndGet, Duration.ofMillis(10), 0, null);
		assertThat(this.state.stop(this.called::incrementAndGet, TIMEOUT, 0, null)).isSameAs(stop);
		assertThat(this.state.nanosLeft()).isLessThanOrEqualTo(10_000_000);
	}

	@Test
	void aStopDoesNotEndBeforeSendersAreTurnedAway() {
		this.state.start(this.lease);
		this.state.opened(this.lease);
		Stop stop = this.state.stop(this.called::incrementAndGet, TIMEOUT, 0, null);
		CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> this.state.end(this.lease));
		assertThat(this.called).hasValue(0);
		this.state.turnedAway(stop);
		ended.join();
		assertThat(this.called).hasValue(1);
	}

	@Test
	void onlyTheOwnerChangesAnything() {
		Lease other = new Lease();
		this.state.start(this.lease);
		this.state.opened(other);
		this.state.failed(other);
		this.state.openFailed(other);
		assertThat(this.state.fact()).isEqualTo(Fact.OPENING);
		this.state.opened(this.lease);
		stop();
		this.state.end(other);
		assertThat(this.state.fact()).isEqualTo(Fact.DRAINING);
		assertThat(this.called).hasValue(0);
	}

	@Test
	void aSuccessorHasThePlaceOfWhoAskedForTheStop() throws Exception {
		Lease successor = new Lease();
		this.state.start(this.lease);
		this.state.opened(this.lease);
		assertThat(this.lease.begin(Recipient.OF_PEER_EVENTS, 1)).isTrue();
		this.state.handOver(this.lease, successor, new Thread());
		assertThat(this.state.owner()).as("without a stop").isSameAs(this.lease);
		stop();
		Thread thread = new Thread();
		this.state.handOver(this.lease, successor, thread);
		thread.join();
		assertThat(this.state.owner()).isSameAs(successor);
		assertThat(this.lease.end()).isFalse();
		this.state.end(this.lease);
		assertThat(this.called).hasValue(0);
		this.state.end(successor);
		assertThat(this.called).hasValue(1);
	}

	@Test
	void whoCannotHaveASuccessorStaysTheOwner() {
		this.state.start(this.lease);
		this.state.opened(this.lease);
		stop();
		Thread none = new Thread() {

			@Override
			public void start() {
				throw new OutOfMemoryError("as asked");
			}

		};
		List<Throwable> thrown = new ArrayList<>();
		try {
			this.state.handOver(this.lease, new Lease(), none);
		}
		catch (OutOfMemoryError ex) {
			thrown.add(ex);
		}
		assertThat(thrown).hasSize(1);
		assertThat(this.state.owner()).isSameAs(this.lease);
		assertThat(this.lease.isTakenAway()).isFalse();
	}

	@Test
	void theApplicationIsKeptAliveAsLongAsItIsToReceiveOrSomebodyInACallMayStartIt() throws Exception {
		assertThat(this.state.keep(() -> {
		})).isTrue();
		this.state.start(this.lease);
		assertThat(this.state.keep(() -> {
		})).as("already").isFalse();
		Thread keeper = new Thread(() -> this.state.awaitOverdue());
		keeper.start();
		this.state.opened(this.lease);
		Lease asker = new Lease();
		this.state.turnedAway(this.state.stop(this.called::incrementAndGet, TIMEOUT, 0, asker));
		this.state.end(this.lease);
		assertThat(this.state.fact()).isEqualTo(Fact.CLOSED);
		await().until(() -> keeper.getState() == Thread.State.TIMED_WAITING);
		this.state.returned(asker);
		keeper.join();
		assertThat(this.state.keep(() -> {
		})).isTrue();
	}

	@Test
	void aStopThatTakesTooLongIsTakenFromItsOwner() {
		this.state.start(this.lease);
		this.state.opened(this.lease);
		this.lease.begin(Recipient.OF_PEER_EVENTS, 1);
		Stop stop = this.state.stop(this.called::incrementAndGet, Duration.ZERO, 0, null);
		assertThat(this.state.awaitOverdue()).isSameAs(stop);
		Lease other = new Lease();
		assertThat(this.state.takeOver(stop, other)).isTrue();
		assertThat(stop.leftBehind()).isSameAs(this.lease);
		assertThat(stop.hangs()).isFalse();
		assertThat(this.lease.end()).isFalse();
		this.state.end(other);
		assertThat(this.called).as("though nobody said that senders are turned away").hasValue(1);
		assertThat(this.state.takeOver(stop, this.lease)).isFalse();
	}

	@Test
	void whoWaitsHearsOfAChange() throws Exception {
		this.state.start(this.lease);
		this.state.opened(this.lease);
		assertThat(this.state.sleep(1, () -> true)).isTrue();
		assertThat(this.state.sleep(60_000, () -> false)).isFalse();
		CompletableFuture<Boolean> slept = CompletableFuture.supplyAsync(() -> {
			try {
				return this.state.sleep(60_000, () -> true);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		Thread waiting = new Thread(
				() -> this.state.await(TIMEOUT.toNanos(), () -> this.state.fact() == Fact.RECEIVING));
		waiting.start();
		stop();
		assertThat(slept.join()).isFalse();
		waiting.join();
		assertThat(this.state.sleep(1, () -> true)).as("while it stops").isFalse();
	}

	@Test
	void whatHappensIsNotedWithoutMemoryForThereMayBeNone() {
		this.state.start(this.lease);
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		goOnAndOn(1);
		int times = 1_000;
		long before = threads.getCurrentThreadAllocatedBytes();
		goOnAndOn(times);
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).as("bytes allocated").isLessThan(times);
	}

	private void goOnAndOn(int times) {
		for (int i = 0; i < times; i++) {
			this.state.opened(this.lease);
			this.state.paused(this.lease);
			this.state.failed(this.lease);
			this.state.returned(this.lease);
		}
	}

	private void stop() {
		Stop stop = this.state.stop(this.called::incrementAndGet, TIMEOUT, 0, null);
		if (stop != null) {
			this.state.turnedAway(stop);
		}
	}

}

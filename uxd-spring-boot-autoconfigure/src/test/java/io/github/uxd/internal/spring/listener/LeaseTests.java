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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LeaseTests {

	private final Lease lease = new Lease();

	private final AtomicInteger interrupts = new AtomicInteger();

	@Test
	void nobodyIsCalledWithoutIt() {
		assertThat(this.lease.begin(Recipient.OF_PEER_EVENTS, 1)).isTrue();
		assertThat(this.lease.end()).isTrue();
		assertThat(this.lease.takeAway()).as("in a call").isFalse();
		assertThat(this.lease.begin(Recipient.OF_PEER_EVENTS, 1)).isFalse();
		assertThat(this.lease.isTakenAway()).isTrue();
	}

	@Test
	void whoIsInACallFindsOutWhenItReturns() {
		this.lease.begin(Recipient.OF_PEER_EVENTS, 1);
		assertThat(this.lease.takeAway()).as("in a call").isTrue();
		assertThat(this.lease.end()).isFalse();
	}

	@Test
	void anInterruptReachesNobodyButInACall() {
		this.lease.interrupt(this.interrupts::incrementAndGet);
		assertThat(this.interrupts).hasValue(0);
		this.lease.begin(Recipient.OF_PEER_EVENTS, 1);
		this.lease.interrupt(this.interrupts::incrementAndGet);
		assertThat(this.interrupts).hasValue(1);
		this.lease.end();
		this.lease.interrupt(this.interrupts::incrementAndGet);
		assertThat(this.interrupts).hasValue(1);
		this.lease.takeAway();
		this.lease.interrupt(this.interrupts::incrementAndGet);
		assertThat(this.interrupts).hasValue(2);
	}

	@Test
	void aMarkOfAnInterruptDoesNotOutliveTheCall() {
		this.lease.begin(Recipient.OF_PEER_EVENTS, 1);
		Thread.currentThread().interrupt();
		this.lease.end();
		assertThat(Thread.interrupted()).isFalse();
	}

	/**
	 * However calls, interrupts and the end of the lease come together: of each round the
	 * one who takes it away and the one who calls agree whether a call was on its way.
	 */
	@Test
	void whoTakesItAwayAndWhoHasItAgree() throws Exception {
		int rounds = 20_000;
		CyclicBarrier barrier = new CyclicBarrier(3);
		Lease[] leases = new Lease[rounds];
		boolean[] inCall = new boolean[rounds];
		boolean[] ended = new boolean[rounds];
		boolean[] begun = new boolean[rounds];
		for (int i = 0; i < rounds; i++) {
			leases[i] = new Lease();
		}
		CountDownLatch done = new CountDownLatch(3);
		run(done, barrier, rounds, (i) -> {
			begun[i] = leases[i].begin(Recipient.OF_PEER_EVENTS, 1);
			ended[i] = begun[i] && leases[i].end();
		});
		run(done, barrier, rounds, (i) -> inCall[i] = leases[i].takeAway());
		run(done, barrier, rounds, (i) -> leases[i].interrupt(this.interrupts::incrementAndGet));
		done.await();
		for (int i = 0; i < rounds; i++) {
			assertThat(inCall[i]).as("round %s", i).isEqualTo(begun[i] && !ended[i]);
			assertThat(leases[i].isTakenAway()).isTrue();
		}
	}

	private static void run(CountDownLatch done, CyclicBarrier barrier, int rounds,
			java.util.function.IntConsumer task) {
		new Thread(() -> {
			for (int i = 0; i < rounds; i++) {
				try {
					barrier.await();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
				task.accept(i);
			}
			done.countDown();
		}).start();
	}

}

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
package io.github.uxd;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tells waiting from looking by who is asked to wait.
 */
class AdaptiveWaitTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private final AtomicInteger waits = new AtomicInteger();

	private final WaitStrategy waiting = new AdaptiveWait((workCount, peer, longest) -> {
		assertThat(workCount).isZero();
		assertThat(longest).isEqualTo(LONG);
		this.waits.incrementAndGet();
	});

	private final Peer peer = Peer.builder().build();

	@Test
	void waitsWhereDatagramsComeOneAtATime() throws Exception {
		for (int i = 0; i < 10; i++) {
			assertThat(waits()).isTrue();
			found(1);
		}
	}

	@Test
	void looksAgainWhereSeveralCameWhileItWasWokenUp() throws Exception {
		assertThat(waits()).isTrue();
		found(2);
		for (int i = 0; i < 10; i++) {
			assertThat(waits()).as("it looks").isFalse();
			found(1);
		}
		assertThat(waits()).as("it looks").isFalse();
	}

	@Test
	void severalFoundWithoutBeingWokenUpAreNoSign() throws Exception {
		found(100);
		assertThat(waits()).isTrue();
	}

	@Test
	void waitsAfterItHasLookedForAMoment() throws Exception {
		lookInVain();
		assertThat(waits()).isTrue();
		found(1);
		assertThat(waits()).isTrue();
	}

	@Test
	void passesOverMoreAndMoreSignsAfterItHasLookedInVain() throws Exception {
		lookInVain();
		assertThat(signsPassedOver()).isEqualTo(1);
		passTheTime();
		assertThat(signsPassedOver()).isEqualTo(3);
		passTheTime();
		assertThat(signsPassedOver()).isEqualTo(7);
		found(1);
		assertThat(waits()).as("it looks").isFalse();
		passTheTime();
		assertThat(signsPassedOver()).as("after a success").isEqualTo(1);
	}

	@Test
	void passesOverNoMoreThanSomeSigns() throws Exception {
		lookInVain();
		for (int i = 0; i < 10; i++) {
			assertThat(signsPassedOver()).isLessThanOrEqualTo(64);
			passTheTime();
		}
	}

	private void lookInVain() throws Exception {
		assertThat(waits()).isTrue();
		found(2);
		assertThat(waits()).as("it looks").isFalse();
		passTheTime();
	}

	private int signsPassedOver() throws Exception {
		for (int i = 0; i < 1000; i++) {
			assertThat(waits()).isTrue();
			found(2);
			if (!waits()) {
				return i;
			}
		}
		return Integer.MAX_VALUE;
	}

	private void found(int count) throws Exception {
		this.waiting.idle(count, this.peer, LONG);
	}

	/**
	 * More than it looks for.
	 */
	private static void passTheTime() {
		long start = System.nanoTime();
		while (System.nanoTime() - start < 1_000_000) {
			Thread.onSpinWait();
		}
	}

	private boolean waits() throws Exception {
		int before = this.waits.get();
		this.waiting.idle(0, this.peer, LONG);
		return this.waits.get() > before;
	}

}

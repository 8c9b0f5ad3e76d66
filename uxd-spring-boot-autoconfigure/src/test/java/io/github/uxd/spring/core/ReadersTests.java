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
package io.github.uxd.spring.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(10)
class ReadersTests {

	private static final int SIZE = 100_000;

	private static final UxdAddress GOOD = UxdAddress.of("/good");

	private static final UxdAddress SILENT = UxdAddress.of("/silent");

	private static final UxdAddress NEW = UxdAddress.of("/new");

	private final Readers readers = new Readers();

	private int used;

	private long now;

	@Test
	void whoDoesNotReadGetsHalfOfTheBuffer() {
		for (int i = 0; i < 5; i++) {
			assertThat(send(SILENT, 10_000)).isTrue();
		}
		assertThat(send(SILENT, 10_000)).isFalse();
		assertThat(this.used).isEqualTo(50_000);
	}

	@Test
	void whoIsNotKnownGetsThreeQuarters() {
		this.used = 70_000;
		assertThat(send(NEW, 5000)).isTrue();
		assertThat(send(NEW, 5000)).isFalse();
		assertThat(send(UxdAddress.of("/newer"), 5000)).isFalse();
	}

	@Test
	void whoHasReadBeforeGetsAllOfIt() {
		send(GOOD, 10_000);
		this.used -= 10_000;
		send(SILENT, 1000);
		this.used = 90_000;
		for (int i = 0; i < 10; i++) {
			assertThat(send(GOOD, 9000)).isTrue();
			this.used -= 9000;
		}
	}

	@Test
	void whoReadsNoMoreIsSentFewMore() {
		for (int i = 0; i < 100; i++) {
			send(GOOD, 10_000);
			this.used -= 10_000;
		}
		this.readers.observe(NEW, this.used);
		this.used = 80_000;
		int sent = 0;
		while (send(GOOD, 1000)) {
			sent++;
		}
		assertThat(sent).isEqualTo(9);
	}

	@Test
	void whoReadsIsSentOnWhateverIsPutDownToOthers() {
		Random random = new Random(1);
		for (int i = 0; i < 10_000; i++) {
			assertThat(send(GOOD, 1000)).isTrue();
			if (random.nextInt(3) == 0) {
				// Sent before the good one reads, whose reading is put down to it.
				send(UxdAddress.of("/silent" + random.nextInt(10)), 1000);
			}
			this.used -= 1000;
		}
		assertThat(this.used).isLessThan(80_000);
	}

	@Test
	void whoReadsIsSentOnWhenStrangersHaveTakenThreeQuarters() {
		int strangers = 0;
		for (int i = 0; this.used < SIZE / 4 * 3 - 1000; i++) {
			// One of them all the time, before or after the good one has read.
			assertThat(send(GOOD, 1000)).isTrue();
			if (i % 10 == 0) {
				assertThat(send(UxdAddress.of("/silent" + strangers++), 1000)).isTrue();
			}
			this.used -= 1000;
			this.now += Readers.TIME_TO_FORGET / 100;
		}
		for (int i = 0; i < 100; i++) {
			assertThat(send(GOOD, 1000)).isTrue();
			assertThat(send(UxdAddress.of("/silent" + strangers++), 1000)).isFalse();
			this.used -= 1000;
		}
	}

	@Test
	void whoHasComeWhenHalfWasTakenIsKnownOnceSentMoreThanThat() {
		this.used = 60_000;
		for (int i = 0; i < 62; i++) {
			assertThat(send(GOOD, 1000)).isTrue();
			this.used -= 1000;
		}
		this.used = 80_000;
		assertThat(send(NEW, 1000)).isFalse();
		assertThat(send(GOOD, 1000)).isTrue();
	}

	@Test
	void whatOthersHaveReadProvesNothing() {
		Deque<Integer> unread = new ArrayDeque<>();
		int silent = 0;
		for (int i = 0; i < 10_000; i++) {
			// Three that always have one unread, beside strangers that read nothing.
			if (send(UxdAddress.of("/good" + i % 3), 1000)) {
				unread.add(1000);
			}
			if (i % 100 == 0 && this.used < SIZE / 4 * 3) {
				send(UxdAddress.of("/silent" + silent++), 1000);
			}
			if (unread.size() > 2) {
				this.used -= unread.remove();
			}
		}
		this.used = 80_000;
		for (int i = 0; i < silent; i++) {
			assertThat(send(UxdAddress.of("/silent" + i), 1000)).isFalse();
		}
	}

	@Test
	void nobodyIsSuspectedForEver() {
		send(GOOD, 1000);
		send(SILENT, 59_000);
		// Not seen, since the silent one has taken more.
		this.used -= 1000;
		assertThat(send(GOOD, 1000)).isFalse();
		this.now += Readers.TIME_TO_FORGET;
		assertThat(send(GOOD, 1000)).isTrue();
		assertThat(send(GOOD, 1000)).isFalse();
		this.used -= 1000;
		assertThat(send(GOOD, 1000)).isTrue();
	}

	@Test
	void allIsForgottenThatWasReadWhenTheBufferIsEmpty() {
		send(SILENT, 60_000);
		this.used = 0;
		send(NEW, 1000);
		this.used = 80_000;
		assertThat(send(SILENT, 1000)).isTrue();
	}

	@Test
	void manyThatDoNotReadCostTheOthersNothing() {
		for (int i = 0; i < 10_000; i++) {
			this.readers.sent(UxdAddress.of("/silent" + i), 1000, i * 1000, this.now);
		}
		for (int i = 0; i < 1_000_000; i++) {
			this.readers.observe(GOOD, 20_000_000);
		}
	}

	private boolean send(UxdAddress destination, int bytes) {
		this.readers.observe(destination, this.used);
		if (!this.readers.mayBeSent(destination, this.used, SIZE, this.now)) {
			return false;
		}
		this.readers.sent(destination, bytes - Readers.OVERHEAD, this.used, this.now);
		this.used += bytes;
		return true;
	}

}

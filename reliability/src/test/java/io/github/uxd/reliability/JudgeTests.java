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
package io.github.uxd.reliability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import io.github.uxd.reliability.journal.JournalRecord;
import io.github.uxd.reliability.journal.Payload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The judge finds whatever is wrong with what was handled.
 */
class JudgeTests {

	private static final int SENDERS = 3;

	private static final int COUNT = 2_000;

	private final List<JournalRecord> handled = handled(Payload.ANY);

	private static List<JournalRecord> handled(Payload payload) {
		List<JournalRecord> handled = new ArrayList<>();
		for (int sequence = 0; sequence < COUNT; sequence++) {
			for (int sender = 0; sender < SENDERS; sender++) {
				int length = payload.length(sender, sequence);
				long mask = (length < Payload.NUMBERED) ? (1L << (Byte.SIZE * length)) - 1 : -1;
				handled.add(new JournalRecord(sender, length, sequence & mask, true));
			}
		}
		return handled;
	}

	private static Verdict judge(List<JournalRecord> handled) {
		return judge(handled, 1);
	}

	private static Verdict judge(List<JournalRecord> handled, int destinations) {
		Map<Integer, Long> accepted = new TreeMap<>();
		for (int sender = 0; sender < SENDERS; sender++) {
			accepted.put(sender, (long) COUNT);
		}
		return new Judge(Payload.ANY, destinations, accepted, Set.of()).judge(handled);
	}

	@Test
	void whatWasHandledOnceAndInOrderIsClean() {
		Verdict verdict = judge(this.handled);
		assertThat(verdict).isEqualTo(new Verdict(SENDERS * COUNT, SENDERS * COUNT, 0, 0, 0, 0, 0, Map.of()));
		assertThat(verdict.isClean()).isTrue();
	}

	@Test
	void shortOnesAreAmongThem() {
		assertThat(this.handled).filteredOn((record) -> record.length() < Payload.NUMBERED).hasSizeGreaterThan(500);
	}

	@Test
	void whicheverIsLostIsFound() {
		for (int i = 0; i < this.handled.size(); i += 7) {
			List<JournalRecord> some = new ArrayList<>(this.handled);
			some.remove(i);
			assertThat(judge(some)).as("without %s", this.handled.get(i)).satisfies((verdict) -> {
				assertThat(verdict.lost()).isEqualTo(1);
				assertThat(verdict.isSound()).isTrue();
			});
		}
	}

	@Test
	void aHundredInARowThatAreLostAreCounted() {
		this.handled.subList(900, 900 + 100 * SENDERS).clear();
		Verdict verdict = judge(this.handled);
		assertThat(verdict.lost()).isEqualTo(100 * SENDERS);
		assertThat(verdict.isSound()).isTrue();
	}

	@Test
	void whatIsMissingAtTheEndIsLost() {
		this.handled.subList(this.handled.size() - 4, this.handled.size()).clear();
		assertThat(judge(this.handled).lost()).isEqualTo(4);
	}

	@Test
	void whicheverIsHandledTwiceIsFound() {
		for (int i = 0; i < this.handled.size(); i += 7) {
			List<JournalRecord> more = new ArrayList<>(this.handled);
			more.add(i, this.handled.get(i));
			assertThat(judge(more).isSound()).as("with %s twice", this.handled.get(i)).isFalse();
		}
	}

	@Test
	void anOldOneThatComesAgainIsHandledTwice() {
		JournalRecord old = this.handled.stream()
			.filter((record) -> record.length() > Payload.NUMBERED)
			.findFirst()
			.orElseThrow();
		this.handled.add(old);
		assertThat(judge(this.handled))
			.isEqualTo(new Verdict(SENDERS * COUNT, SENDERS * COUNT, 0, 1, 0, 0, 0, Map.of()));
	}

	@Test
	void whicheverComesBeforeTheOneBeforeItIsFound() {
		Random random = new Random(1);
		for (int n = 0; n < 500; n++) {
			int i = random.nextInt(this.handled.size() - SENDERS);
			List<JournalRecord> swapped = new ArrayList<>(this.handled);
			Collections.swap(swapped, i, i + SENDERS);
			if (!swapped.equals(this.handled)) {
				assertThat(judge(swapped).isSound()).as("%s before %s", swapped.get(i), this.handled.get(i)).isFalse();
			}
		}
	}

	@Test
	void theOrderOfDifferentSendersIsFree() {
		Collections.swap(this.handled, 600, 601);
		assertThat(judge(this.handled).isClean()).isTrue();
	}

	@Test
	void theOrderOfDifferentReceiversIsFree() {
		List<JournalRecord> numbered = new ArrayList<>(
				this.handled.stream().filter((record) -> record.length() >= Payload.NUMBERED).toList());
		Collections.sort(numbered, (one, other) -> Long.compare(one.sequence() % 2, other.sequence() % 2));
		assertThat(judge(numbered, 2).isSound()).isTrue();
		assertThat(judge(numbered, 1).reordered()).isPositive();
	}

	@Test
	void whatIsNotWholeIsFound() {
		JournalRecord record = this.handled.get(100);
		this.handled.set(100, new JournalRecord(record.sender(), record.length(), record.sequence(), false));
		Verdict verdict = judge(this.handled);
		assertThat(verdict.corrupt()).isEqualTo(1);
		assertThat(verdict.lost()).isEqualTo(1);
	}

	@Test
	void whatNobodyHasSentIsFound() {
		this.handled.add(new JournalRecord(0, 100, COUNT, true));
		this.handled.add(new JournalRecord(SENDERS, 100, 0, true));
		assertThat(judge(this.handled).unknown()).isEqualTo(2);
	}

	@Test
	void whatAKilledSenderWasAboutToSendMayBeThereOrNot() {
		Judge judge = new Judge(Payload.ANY, 1, Map.of(0, 1L), Set.of(0));
		assertThat(judge.judge(List.of(record(0)))).isEqualTo(new Verdict(1, 1, 0, 0, 0, 0, 0, Map.of()));
		assertThat(judge.judge(List.of(record(1)))).isEqualTo(new Verdict(2, 2, 0, 0, 0, 0, 0, Map.of()));
		assertThat(judge.judge(List.of(record(2))).unknown()).isEqualTo(1);
	}

	private static JournalRecord record(int sequence) {
		return new JournalRecord(0, 100, sequence, true);
	}

}

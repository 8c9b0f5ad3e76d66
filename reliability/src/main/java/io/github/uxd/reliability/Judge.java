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
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.uxd.reliability.journal.Journal;
import io.github.uxd.reliability.journal.JournalRecord;
import io.github.uxd.reliability.journal.Payload;

/**
 * Compares what was accepted with what was handled.
 * <p>
 * A datagram of less than four bytes has only the low bytes of its number. It is taken
 * for the next one of its sender that has that length and those bytes: if it isn't, the
 * real one is missed or found twice, so that no fault is overlooked.
 */
public final class Judge {

	private final Payload payload;

	private final int destinations;

	private final Map<Integer, Long> accepted;

	private final Set<Integer> inDoubt;

	private final Map<Integer, Stream[]> streams = new TreeMap<>();

	private long twice;

	private long reordered;

	private long corrupt;

	private long unknown;

	/**
	 * Create a judge.
	 * @param payload how long the datagrams are
	 * @param destinations to how many receivers they went in turns: their order is that
	 * of one sender and one receiver
	 * @param accepted how many datagrams were accepted, by the sender's number
	 * @param inDoubt the numbers of the senders that were killed while they sent one
	 * more, which was accepted or not
	 */
	public Judge(Payload payload, int destinations, Map<Integer, Long> accepted, Set<Integer> inDoubt) {
		this.payload = payload;
		this.destinations = destinations;
		this.accepted = new TreeMap<>(accepted);
		this.inDoubt = new HashSet<>(inDoubt);
		accepted.keySet().forEach((sender) -> {
			Stream[] ofSender = new Stream[destinations];
			Arrays.setAll(ofSender, (i) -> new Stream(sender));
			this.streams.put(sender, ofSender);
		});
	}

	/**
	 * Judge what senders have sent to an application.
	 * @param senders the senders, which have ended
	 * @param receiver the application, which has ended
	 * @return the verdict
	 */
	public static Verdict judge(Senders senders, Receiver receiver) {
		Map<Integer, Long> accepted = new TreeMap<>();
		senders.all().forEach((sender) -> accepted.put(sender.id(), sender.journal().accepted()));
		Set<Integer> inDoubt = senders.all()
			.stream()
			.filter((sender) -> sender.journal().isInDoubt())
			.map(Sender::id)
			.collect(Collectors.toSet());
		return new Judge(senders.load().payload(), senders.load().destinations(), accepted, inDoubt).judge(receiver);
	}

	/**
	 * Create a judge of what applications send themselves: numbers, each a datagram.
	 * @param destinations to how many receivers they go in turns
	 * @param count how many there are
	 * @return the judge
	 */
	public static Judge numbered(int destinations, long count) {
		return new Judge(Payload.ANY, destinations, Map.of(0, count), Set.of());
	}

	/**
	 * Judge what applications have handled.
	 * @param receivers the applications
	 * @return the verdict
	 */
	public Verdict judge(Receiver... receivers) {
		for (Receiver receiver : receivers) {
			for (Journal journal : receiver.journals()) {
				journal.forEach(this::handled);
				endOfProcess();
			}
		}
		return verdict();
	}

	/**
	 * Judge records.
	 * @param records what was handled, in this order
	 * @return the verdict
	 */
	public Verdict judge(List<JournalRecord> records) {
		records.forEach(this::handled);
		return verdict();
	}

	private void handled(JournalRecord handled) {
		if (!handled.whole()) {
			this.corrupt++;
			return;
		}
		if (!this.streams.containsKey(handled.sender())) {
			this.unknown++;
			return;
		}
		Stream[] ofSender = this.streams.get(handled.sender());
		if (handled.length() >= Payload.NUMBERED) {
			ofSender[(int) (handled.sequence() % this.destinations)].handled(handled.sequence());
		}
		else {
			// Such short ones have one destination.
			ofSender[0].handledShort(handled);
		}
	}

	private void endOfProcess() {
		this.streams.values().stream().flatMap(Arrays::stream).forEach((stream) -> stream.ends.add(stream.last));
	}

	/**
	 * What is missing, by the first process that handled a later one of that sender.
	 */
	private Map<Integer, Integer> lostWith() {
		Map<Integer, Integer> lost = new TreeMap<>();
		this.streams.values().forEach((ofSender) -> {
			for (int i = 0; i < this.destinations; i++) {
				Stream stream = ofSender[i];
				for (int n = stream.seen.nextClearBit(0); n < stream.accepted(); n = stream.seen.nextClearBit(n + 1)) {
					if (n % this.destinations == i) {
						lost.merge(stream.processAfter(n), 1, Integer::sum);
					}
				}
			}
		});
		return lost;
	}

	private Verdict verdict() {
		long sent = this.accepted.values().stream().mapToLong(Long::longValue).sum();
		long handled = this.streams.values()
			.stream()
			.flatMap(Arrays::stream)
			.mapToLong((stream) -> stream.seen.cardinality())
			.sum();
		return new Verdict(sent, handled, sent - handled, this.twice, this.reordered, this.corrupt, this.unknown,
				lostWith());
	}

	/**
	 * What one sender has sent to one receiver.
	 */
	private final class Stream {

		private final int sender;

		private final BitSet seen = new BitSet();

		/**
		 * The last number that each process has handled.
		 */
		private final List<Integer> ends = new ArrayList<>();

		private int last = -1;

		private Stream(int sender) {
			this.sender = sender;
		}

		private int processAfter(int number) {
			int process = 0;
			while (process + 1 < this.ends.size() && this.ends.get(process) < number) {
				process++;
			}
			return process;
		}

		private long accepted() {
			return Judge.this.accepted.getOrDefault(this.sender, 0L);
		}

		private void handled(long sequence) {
			if (sequence == accepted() && Judge.this.inDoubt.remove(this.sender)) {
				Judge.this.accepted.put(this.sender, sequence + 1);
			}
			if (sequence >= accepted()) {
				Judge.this.unknown++;
				return;
			}
			int number = (int) sequence;
			if (this.seen.get(number)) {
				Judge.this.twice++;
				return;
			}
			this.seen.set(number);
			if (number < this.last) {
				Judge.this.reordered++;
			}
			this.last = Math.max(this.last, number);
		}

		private void handledShort(JournalRecord handled) {
			long step = 1L << (Byte.SIZE * handled.length());
			long candidate = this.last + 1 + Math.floorMod(handled.sequence() - (this.last + 1), step);
			long end = accepted();
			while (candidate < end && Judge.this.payload.length(this.sender, candidate) != handled.length()) {
				candidate += step;
			}
			handled(candidate);
		}

	}

}

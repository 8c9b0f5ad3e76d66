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
package io.github.uxd.bridge.inbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

import io.github.uxd.Datagram;
import io.github.uxd.bridge.BridgeProperties;
import io.github.uxd.bridge.LogLimit;
import io.github.uxd.bridge.inbound.InFlight.Entry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.integration.core.Pausable;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Hands datagrams on to the topic. Nothing that was given to it is given up while the
 * process lives, but what the broker will never take.
 * <p>
 * It bounds what is on the way. When there is no room, the thread that receives waits a
 * moment for acknowledgements, and then what they come from pauses until half of the room
 * is free: the kernel's queue fills, and senders feel it.
 */
public class TopicForwarder {

	private static final Logger logger = LoggerFactory.getLogger(TopicForwarder.class);

	/**
	 * How long the receiving thread waits for room until the source pauses:
	 * acknowledgements come in less, if they come. A watchdog is more patient than that.
	 */
	private static final Duration PATIENCE = Duration.ofMillis(500);

	private static final long MILLIS_UNTIL_NEXT_TRY = 200;

	/**
	 * Not so often: each try logs in anew.
	 */
	private static final long MILLIS_UNTIL_NEXT_PRODUCER = 1_000;

	private static final Set<Class<? extends KafkaException>> NEVER_TAKEN = Set.of(RecordTooLargeException.class,
			InvalidTimestampException.class);

	private final KafkaOperations<byte[], byte[]> kafka;

	private final Pausable source;

	private final RecordMaker records;

	private final InFlight inFlight;

	private final AtomicLong next = new AtomicLong();

	private final AtomicLong acknowledged = new AtomicLong();

	private final AtomicLong refused = new AtomicLong();

	private final LogLimit refusals = new LogLimit();

	private final Retry retry = new Retry(MILLIS_UNTIL_NEXT_TRY, this::sendAgain);

	private volatile @Nullable String refusal;

	/**
	 * Whether something was acknowledged since the last failure.
	 */
	private volatile boolean mended;

	/**
	 * Whether the producer failed in a way from which it doesn't recover.
	 */
	private volatile boolean producerSpent;

	private volatile boolean stopped;

	private final Object pausing = new Object();

	private boolean paused;

	/**
	 * Create a forwarder.
	 * @param kafka sends the records. A send that can't be begun within a moment is to
	 * fail
	 * @param source where the datagrams come from, which pauses while there is no room
	 * @param properties the settings of the bridge
	 */
	public TopicForwarder(KafkaOperations<byte[], byte[]> kafka, Pausable source, BridgeProperties properties) {
		this.kafka = kafka;
		this.source = source;
		this.records = new RecordMaker(properties.topic());
		this.inFlight = new InFlight(properties.in());
	}

	/**
	 * Hand a datagram on. Datagrams of one source come one after the other.
	 * @param datagram the datagram
	 * @param peerId the id of the peer that received it
	 */
	public void forward(Datagram datagram, String peerId) {
		Instant received = Instant.now();
		long number = this.next.getAndIncrement();
		Entry entry = new Entry(number, this.records.make(datagram, peerId, number, received), datagram.length(),
				System.nanoTime());
		boolean room = awaitRoom(entry);
		this.inFlight.add(entry);
		if (!room) {
			pause();
		}
		if (!this.inFlight.isHeld()) {
			send(entry);
		}
		else {
			// It must not overtake those that are sent again.
			this.inFlight.failed(entry);
		}
	}

	private boolean awaitRoom(Entry entry) {
		try {
			return this.inFlight.awaitRoom(entry.size(), PATIENCE);
		}
		catch (InterruptedException ex) {
			// A stop has no more time: no reason not to try what is in hand.
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private boolean send(Entry entry) {
		try {
			this.kafka.send(entry.record()).whenComplete((result, failure) -> settled(entry, failure));
			return true;
		}
		catch (RuntimeException | Error ex) {
			settled(entry, ex);
			return false;
		}
	}

	private void settled(Entry entry, @Nullable Throwable failure) {
		Throwable cause = cause(failure);
		if (cause == null) {
			this.acknowledged.incrementAndGet();
			this.mended = true;
			done(entry);
		}
		else if (NEVER_TAKEN.contains(cause.getClass())) {
			this.refused.incrementAndGet();
			this.refusals.log((count) -> logger.error(
					"The broker will never take a datagram of {} bytes, which is "
							+ "dropped ({} of them since the last message): {}",
					entry.size(), count, cause.getMessage()));
			done(entry);
		}
		else {
			failed(entry, cause);
		}
	}

	private void failed(Entry entry, Throwable cause) {
		this.mended = false;
		if (!(cause instanceof RetriableException)) {
			this.producerSpent = true;
		}
		String reason = String.valueOf(cause.getMessage());
		this.refusal = reason;
		if (this.inFlight.failed(entry)) {
			logger.warn("Datagrams can't be sent to the broker. They are kept, and tried again until they can: {}",
					reason);
			this.retry.ask();
		}
	}

	private static @Nullable Throwable cause(@Nullable Throwable failure) {
		Throwable cause = failure;
		while (cause != null && cause.getCause() != null
				&& (cause instanceof CompletionException || cause.getClass() == KafkaException.class
						|| cause instanceof org.springframework.kafka.KafkaException)) {
			cause = cause.getCause();
		}
		return cause;
	}

	private void done(Entry entry) {
		boolean last = this.inFlight.remove(entry);
		if (last && this.refusal != null) {
			this.refusal = null;
			logger.info("All datagrams are sent to the broker that could not be");
		}
		resumeIfRoom();
	}

	private long sendAgain() {
		if (this.stopped || !this.inFlight.isHeld()) {
			return Retry.DONE;
		}
		Iterator<Entry> entries = this.inFlight.takeFailed().iterator();
		if (!entries.hasNext()) {
			return MILLIS_UNTIL_NEXT_TRY;
		}
		boolean spent = this.producerSpent;
		try {
			if (spent) {
				renewProducer();
			}
			// The first goes alone until it is taken: were all sent just when the cause
			// is mended, the first could be refused and the second taken.
			do {
				if (!send(entries.next())) {
					break;
				}
			}
			while (entries.hasNext() && this.mended);
		}
		finally {
			this.inFlight.putBack(entries);
		}
		return spent ? MILLIS_UNTIL_NEXT_PRODUCER : MILLIS_UNTIL_NEXT_TRY;
	}

	/**
	 * Once it was refused with its password, say, an idempotent producer refuses
	 * everything. Nothing of ours is in it when this is called.
	 */
	private void renewProducer() {
		this.producerSpent = false;
		this.kafka.getProducerFactory().reset();
	}

	private void pause() {
		synchronized (this.pausing) {
			if (!this.paused) {
				this.paused = true;
				this.source.pause();
			}
		}
		resumeIfRoom();
	}

	private void resumeIfRoom() {
		synchronized (this.pausing) {
			if (this.paused && this.inFlight.isHalfEmpty()) {
				this.source.resume();
				this.paused = false;
			}
		}
	}

	/**
	 * Wait for the acknowledgements of what is on the way, and then give up.
	 * @param atMost how long to wait
	 * @throws InterruptedException if the thread was interrupted
	 */
	void stop(Duration atMost) throws InterruptedException {
		this.inFlight.awaitEmpty(atMost);
		this.stopped = true;
		Unacknowledged left = unacknowledged();
		if (left.count() > 0) {
			logger.warn("The bridge stops with {} datagrams that the broker hasn't acknowledged, the oldest for {} ms; "
					+ "those that it doesn't have are lost", left.count(), left.oldestAge().toMillis());
		}
	}

	/**
	 * Take note of a new start.
	 */
	void start() {
		this.stopped = false;
		this.retry.ask();
	}

	/**
	 * Return what is on the way to the broker.
	 * @return what it is at the moment
	 */
	public Unacknowledged unacknowledged() {
		return this.inFlight.snapshot();
	}

	/**
	 * Return how many datagrams the broker has acknowledged.
	 * @return the number
	 */
	public long acknowledged() {
		return this.acknowledged.get();
	}

	/**
	 * Return how many datagrams were dropped since the broker will never take them.
	 * @return the number
	 */
	public long refused() {
		return this.refused.get();
	}

	/**
	 * Return why datagrams can't be sent at the moment, though they are tried again.
	 * @return what the client says, or {@code null} if all is well
	 */
	public @Nullable String refusal() {
		return this.refusal;
	}

}

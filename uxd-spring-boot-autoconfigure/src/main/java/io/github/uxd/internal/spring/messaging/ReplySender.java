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
package io.github.uxd.internal.spring.messaging;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogLimit;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.UxdSendException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.messaging.Message;
import org.springframework.util.ClassUtils;

/**
 * Answers datagrams with what a listener returns, without ever waiting for who asked. A
 * reply that fails is counted, and logged at most once a second. Any number of threads
 * may call.
 */
public class ReplySender {

	private static final EscapingLog logger = new EscapingLog(LogNames.REPLIES);

	private static final boolean REACTIVE_STREAMS_PRESENT = ClassUtils.isPresent("org.reactivestreams.Publisher",
			ReplySender.class.getClassLoader());

	private static final CompletionStage<Boolean> SENT = CompletableFuture.completedFuture(true);

	private static final CompletionStage<Boolean> NOT_SENT = CompletableFuture.completedFuture(false);

	private final String listener;

	private final PayloadConverter converter;

	private final String peerId;

	private final ReplyOperations operations;

	private final @Nullable ReplyDestination destination;

	private final LongAdder failures = new LongAdder();

	private final LogLimit logLimit = new LogLimit();

	/**
	 * Create a sender that answers who asked.
	 * @param listener the listener whose replies these are, as messages call it
	 * @param converter makes bytes of what the listener returns
	 * @param peerId the id of the peer that received the datagrams, or an empty text for
	 * the primary one
	 * @param operations sends them by that peer
	 */
	public ReplySender(String listener, PayloadConverter converter, String peerId, ReplyOperations operations) {
		this(listener, converter, peerId, operations, null);
	}

	/**
	 * Create a sender.
	 * @param listener the listener whose replies these are, as messages call it
	 * @param converter makes bytes of what the listener returns
	 * @param peerId the id of the peer that received the datagrams, or an empty text for
	 * the primary one
	 * @param operations sends them by that peer
	 * @param destination says where replies are sent, or {@code null} for who asked
	 */
	public ReplySender(String listener, PayloadConverter converter, String peerId, ReplyOperations operations,
			@Nullable ReplyDestination destination) {
		this.listener = listener;
		this.converter = converter;
		this.peerId = peerId;
		this.operations = operations;
		this.destination = destination;
	}

	/**
	 * Answer a datagram.
	 * @param result what the listener returned; nothing is sent for {@code null} and an
	 * empty {@link Optional}, a {@link CompletionStage} is answered for when it is done,
	 * and what a reactive type emits is sent one after the other
	 * @param datagram the datagram
	 */
	public void reply(@Nullable Object result, Datagram datagram) {
		reply(result, Asked.by(datagram));
	}

	void reply(@Nullable Object result, Asked datagram) {
		reply(result, null, datagram, null);
	}

	/**
	 * Answer a datagram.
	 * @param result what the listener returned
	 * @param datagram the datagram
	 * @param late is told if that isn't there yet, and when it fails
	 */
	void reply(@Nullable Object result, Asked datagram, LateResult late) {
		reply(result, null, datagram, late);
	}

	/**
	 * Answer a datagram.
	 * @return completes, never with a failure, when it is done: with whether more answers
	 * make sense
	 */
	private CompletionStage<Boolean> reply(@Nullable Object result, @Nullable Message<?> holder, Asked datagram,
			@Nullable LateResult late) {
		if (result instanceof Optional<?> optional) {
			return reply(optional.orElse(null), holder, datagram, late);
		}
		if (result instanceof CompletionStage<?> stage) {
			begin(late);
			return stage.handle((value, failure) -> {
				if (failure != null) {
					resultFailed(datagram, failure, late);
					return NOT_SENT;
				}
				try {
					CompletionStage<Boolean> replied = reply(value, holder, datagram, late);
					end(late);
					return replied;
				}
				catch (Throwable ex) {
					// It would vanish in the stage.
					resultFailed(datagram, ex, late);
					return NOT_SENT;
				}
			}).thenCompose((sent) -> sent);
		}
		if (result instanceof Message<?> message) {
			return reply(message.getPayload(), message, datagram, late);
		}
		if (result == null) {
			return SENT;
		}
		ReactiveAdapter reactive = REACTIVE_STREAMS_PRESENT
				? ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result) : null;
		if (reactive != null) {
			begin(late);
			new ReactiveReply((value) -> reply(value, holder, datagram, late),
					(failure) -> resultFailed(datagram, failure, late), () -> end(late))
				.subscribe(reactive, result);
			return SENT;
		}
		if (late != null) {
			late.answers();
		}
		return send(result, (holder != null) ? holder : result, datagram);
	}

	/**
	 * Return whether nothing of a result can come later, as far as that is seen quickly.
	 */
	static boolean isThere(Object result) {
		return result instanceof CharSequence || result instanceof byte[] || result instanceof ByteBuffer
				|| result instanceof Datagram;
	}

	private static void begin(@Nullable LateResult late) {
		if (late != null) {
			late.begin();
		}
	}

	private static void end(@Nullable LateResult late) {
		if (late != null) {
			late.end();
		}
	}

	private void resultFailed(Asked datagram, Throwable failure, @Nullable LateResult late) {
		if (late == null || !late.failed(unwrap(failure))) {
			failOurselves("The result that the datagram was to be answered with failed", datagram, failure);
		}
	}

	/**
	 * Return whether replies are sent to who asked, and not somewhere else.
	 */
	boolean areForWhoAsks() {
		return this.destination == null;
	}

	/**
	 * Return how many datagrams couldn't be answered.
	 * @return the number since this was created
	 */
	public long getFailureCount() {
		return this.failures.sum();
	}

	/**
	 * Send a reply.
	 * @param reply what is sent
	 * @param result what it is, or the message that held it
	 * @param datagram what it answers
	 * @return completes, never with a failure, with whether it was sent
	 */
	private CompletionStage<Boolean> send(Object reply, Object result, Asked datagram) {
		UxdAddress destination;
		try {
			destination = (this.destination != null) ? this.destination.find(datagram, result) : datagram.source();
		}
		catch (Throwable ex) {
			// Whatever an expression calls may fail in any way.
			failOurselves("The reply has no destination", datagram, ex);
			return NOT_SENT;
		}
		if (destination == null) {
			if (logger.isDebugEnabled()) {
				logger.debug("What " + this.listener + " returned for " + datagram
						+ " isn't sent, since an unbound sender can't be answered");
			}
			return NOT_SENT;
		}
		byte[] bytes;
		try {
			bytes = this.converter.toBytes(reply);
		}
		catch (Throwable ex) {
			// Errors too: a missing class would vanish in the stage of a later result.
			failOurselves("The reply can't be made", datagram, ex);
			return NOT_SENT;
		}
		try {
			return this.operations.reply(this.peerId, bytes, destination).handle((sent, failure) -> {
				if (failure != null) {
					fail("The reply can't be sent", datagram, failure);
				}
				return failure == null;
			});
		}
		catch (Throwable ex) {
			fail("The reply can't be sent", datagram, ex);
			return NOT_SENT;
		}
	}

	/**
	 * Take note of what is the application's own fault.
	 */
	private void failOurselves(String what, Asked datagram, Throwable failure) {
		this.failures.increment();
		if (this.logLimit.ask() >= 0) {
			logger.error(message(what, datagram), unwrap(failure));
		}
	}

	/**
	 * Take note of what is the fault of who asked: it doesn't read, say.
	 */
	private void fail(String what, Asked datagram, Throwable failure) {
		this.failures.increment();
		if (this.logLimit.ask() >= 0) {
			Throwable reason = unwrap(failure);
			if (reason instanceof UxdSendException && !logger.isDebugEnabled()) {
				// In our own words, with what to do at their end.
				logger.warn(message(what, datagram) + ": " + reason.getMessage());
			}
			else {
				logger.warnInOneLine(message(what, datagram), reason);
			}
		}
	}

	private String message(String what, Asked datagram) {
		return what + ": listener " + this.listener + ((this.peerId.isEmpty()) ? "" : " of peer '" + this.peerId + "'")
				+ ", " + datagram + " (" + getFailureCount()
				+ " replies of this listener have failed so far; at most one a second is logged)";
	}

	private static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}

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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Sending datagrams. Any thread may, virtual ones too, at any time.
 * <p>
 * A datagram that was sent is whole, in order and once in the kernel's queue of the
 * destination until that reads it or closes. More than that takes an answer.
 * <p>
 * The order is that of the calls of one kind, in one thread, to one destination: what is
 * sent synchronously may overtake what waits to be sent asynchronously.
 * <p>
 * All methods throw a {@link UxdSendException}, or have their futures fail with one,
 * whose {@linkplain UxdSendException#reason() reason} tells what was wrong. Those that
 * need a default destination and have none throw an {@link IllegalStateException} that
 * says so.
 */
public interface UxdOperations {

	/**
	 * Return where to send to when the caller doesn't say.
	 * @return the default destination
	 * @throws IllegalStateException if none is set
	 */
	UxdAddress getDefaultDestination();

	/**
	 * Send a datagram to the default destination.
	 * @param payload the bytes
	 */
	default void send(byte[] payload) {
		send(payload, getDefaultDestination());
	}

	/**
	 * Send a datagram. While the destination is full this waits and tries again, up to
	 * the send timeout.
	 * @param payload the bytes
	 * @param destination where to
	 */
	void send(byte[] payload, UxdAddress destination);

	/**
	 * Send a datagram, with a timeout of its own.
	 * @param payload the bytes
	 * @param destination where to
	 * @param timeout how long to wait for room; zero or less tries once
	 */
	default void send(byte[] payload, UxdAddress destination, Duration timeout) {
		send(ByteBuffer.wrap(payload), destination, timeout);
	}

	/**
	 * Send a datagram to the default destination.
	 * @param payload as for {@link #send(ByteBuffer, UxdAddress)}
	 */
	default void send(ByteBuffer payload) {
		send(payload, getDefaultDestination());
	}

	/**
	 * Send a datagram, as {@link #send(byte[], UxdAddress)} does.
	 * @param payload the bytes between position and limit; once it is sent, its position
	 * is at its limit
	 * @param destination where to
	 */
	void send(ByteBuffer payload, UxdAddress destination);

	/**
	 * Send a datagram, with a timeout of its own.
	 * @param payload as for {@link #send(ByteBuffer, UxdAddress)}
	 * @param destination where to
	 * @param timeout how long to wait for room; zero or less tries once
	 */
	void send(ByteBuffer payload, UxdAddress destination, Duration timeout);

	/**
	 * Convert an object and send it to the default destination.
	 * @param payload the object
	 * @throws PayloadConversionException if it can't be converted
	 */
	default void convertAndSend(Object payload) {
		convertAndSend(payload, getDefaultDestination());
	}

	/**
	 * Convert an object and send it, as {@link #send(byte[], UxdAddress)} does.
	 * @param payload the object
	 * @param destination where to
	 * @throws PayloadConversionException if it can't be converted
	 */
	void convertAndSend(Object payload, UxdAddress destination);

	/**
	 * Ask the default destination.
	 * @param payload the bytes
	 * @return the answer
	 */
	default Datagram sendAndReceive(byte[] payload) {
		return sendAndReceive(payload, getDefaultDestination());
	}

	/**
	 * Ask a destination and wait for its answer, up to the reply timeout.
	 * <p>
	 * The question comes from a temporary peer of its own, which is closed in any case.
	 * The answer is the first datagram that arrives there. The temporary peer is in a
	 * directory of the user of this process: a destination of another user (but root)
	 * can't answer, unless the template is told to open the peer elsewhere.
	 * <p>
	 * The wait is one in the kernel: on a virtual thread use
	 * {@link #sendAndReceiveAsync(byte[], UxdAddress)} and join its future, or the wait
	 * takes the virtual thread's carrier along.
	 * @param payload the bytes
	 * @param destination who to ask
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 */
	Datagram sendAndReceive(byte[] payload, UxdAddress destination);

	/**
	 * Ask a destination, with a timeout of its own.
	 * @param payload the bytes
	 * @param destination who to ask
	 * @param timeout how long to wait, for room and for the answer together; zero or less
	 * tries once and looks once
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 */
	Datagram sendAndReceive(byte[] payload, UxdAddress destination, Duration timeout);

	/**
	 * Convert an object, ask the default destination and convert the answer.
	 * @param <T> the type of the answer
	 * @param payload the object
	 * @param replyType the type of the answer
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 * @throws PayloadConversionException if one of them can't be converted
	 */
	default <T> T convertSendAndReceive(Object payload, Class<T> replyType) {
		return convertSendAndReceive(payload, getDefaultDestination(), replyType);
	}

	/**
	 * Convert an object, ask a destination as {@link #sendAndReceive(byte[], UxdAddress)}
	 * does, and convert the answer.
	 * @param <T> the type of the answer
	 * @param payload the object
	 * @param destination who to ask
	 * @param replyType the type of the answer
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 * @throws PayloadConversionException if one of them can't be converted
	 */
	<T> T convertSendAndReceive(Object payload, UxdAddress destination, Class<T> replyType);

	/**
	 * Convert an object, ask a destination and convert the answer, with a timeout of its
	 * own.
	 * @param <T> the type of the answer
	 * @param payload the object
	 * @param destination who to ask
	 * @param replyType the type of the answer
	 * @param timeout as for {@link #sendAndReceive(byte[], UxdAddress, Duration)}
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 * @throws PayloadConversionException if one of them can't be converted
	 */
	<T> T convertSendAndReceive(Object payload, UxdAddress destination, Class<T> replyType, Duration timeout);

	/**
	 * Convert an object, ask the default destination and convert the answer to a generic
	 * type.
	 * @param <T> the type of the answer
	 * @param payload the object
	 * @param replyType the type of the answer, such as a list of orders
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 * @throws PayloadConversionException if one of them can't be converted
	 */
	default <T> T convertSendAndReceive(Object payload, ParameterizedTypeReference<T> replyType) {
		return convertSendAndReceive(payload, getDefaultDestination(), replyType);
	}

	/**
	 * Convert an object, ask a destination and convert the answer to a generic type.
	 * @param <T> the type of the answer
	 * @param payload the object
	 * @param destination who to ask
	 * @param replyType the type of the answer, such as a list of orders
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 * @throws PayloadConversionException if one of them can't be converted
	 */
	<T> T convertSendAndReceive(Object payload, UxdAddress destination, ParameterizedTypeReference<T> replyType);

	/**
	 * Convert an object, ask a destination and convert the answer to a generic type, with
	 * a timeout of its own.
	 * @param <T> the type of the answer
	 * @param payload the object
	 * @param destination who to ask
	 * @param replyType the type of the answer, such as a list of orders
	 * @param timeout as for {@link #sendAndReceive(byte[], UxdAddress, Duration)}
	 * @return the answer
	 * @throws ReplyTimeoutException if none comes in time
	 * @throws PayloadConversionException if one of them can't be converted
	 */
	<T> T convertSendAndReceive(Object payload, UxdAddress destination, ParameterizedTypeReference<T> replyType,
			Duration timeout);

	/**
	 * Send a datagram to the default destination, without waiting.
	 * @param payload as for {@link #sendAsync(byte[], UxdAddress)}
	 * @return as for {@link #sendAsync(byte[], UxdAddress)}; fails if there is no default
	 * destination
	 */
	CompletableFuture<Void> sendAsync(byte[] payload);

	/**
	 * Send a datagram, without waiting. It is tried at once if no other one waits for the
	 * destination. Else, or if that is full, it joins those that wait, in order, and is
	 * tried again up to the send timeout. At most so many as the queue capacity wait for
	 * each destination, and ten times as many for all of them; the next one fails at
	 * once.
	 * <p>
	 * What hangs on the future may run in the thread that tries again, which must not be
	 * made to wait: use its methods with {@code Async} in their names for that.
	 * @param payload the bytes, of which a copy is made if they have to wait
	 * @param destination where to
	 * @return completes when the kernel has the datagram, or fails. A datagram whose
	 * future could be cancelled is not sent; while a try of it hangs in the kernel it
	 * can't be.
	 */
	CompletableFuture<Void> sendAsync(byte[] payload, UxdAddress destination);

	/**
	 * Send a datagram without waiting, with a timeout of its own.
	 * @param payload as for {@link #sendAsync(byte[], UxdAddress)}
	 * @param destination where to
	 * @param timeout how long to try; zero or less tries once, and behind others fails at
	 * once with the reason {@link UxdSendException.Reason#TOO_MANY_WAIT}
	 * @return as for {@link #sendAsync(byte[], UxdAddress)}
	 */
	CompletableFuture<Void> sendAsync(byte[] payload, UxdAddress destination, Duration timeout);

	/**
	 * Convert an object and send it to the default destination, without waiting.
	 * @param payload the object
	 * @return as for {@link #convertAndSendAsync(Object, UxdAddress)}; fails if there is
	 * no default destination
	 */
	CompletableFuture<Void> convertAndSendAsync(Object payload);

	/**
	 * Convert an object in this thread and send it, as
	 * {@link #sendAsync(byte[], UxdAddress)} does.
	 * @param payload the object
	 * @param destination where to
	 * @return as for {@link #sendAsync(byte[], UxdAddress)}; fails with a
	 * {@link PayloadConversionException} if the object can't be converted
	 */
	CompletableFuture<Void> convertAndSendAsync(Object payload, UxdAddress destination);

	/**
	 * Ask the default destination, without waiting.
	 * @param payload the bytes, of which a copy is made
	 * @return as for {@link #sendAndReceiveAsync(byte[], UxdAddress)}; fails if there is
	 * no default destination
	 */
	CompletableFuture<Datagram> sendAndReceiveAsync(byte[] payload);

	/**
	 * Ask a destination as {@link #sendAndReceive(byte[], UxdAddress)} does, in one of a
	 * few other threads. The time until one of them is free counts.
	 * @param payload the bytes, of which a copy is made
	 * @param destination who to ask
	 * @return completes with the answer, or fails. Cancelling it ends the wait; whether
	 * the question was sent is not known then.
	 */
	CompletableFuture<Datagram> sendAndReceiveAsync(byte[] payload, UxdAddress destination);

	/**
	 * Ask a destination without waiting, with a timeout of its own.
	 * @param payload the bytes, of which a copy is made
	 * @param destination who to ask
	 * @param timeout as for {@link #sendAndReceive(byte[], UxdAddress, Duration)}
	 * @return as for {@link #sendAndReceiveAsync(byte[], UxdAddress)}
	 */
	CompletableFuture<Datagram> sendAndReceiveAsync(byte[] payload, UxdAddress destination, Duration timeout);

}

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.PeerBuilder;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.observation.UxdSendContext.Operation;
import io.github.uxd.spring.observation.UxdSendObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sends datagrams from a peer, which it neither opens nor closes. Thread-safe once it is
 * set up.
 * <p>
 * A destination that doesn't read costs others room. The kernel counts what is not read
 * yet against the send buffer of the socket that sent it, whoever it was sent to, and
 * each datagram with more than its bytes; when that is full, nobody can be sent anything.
 * What is sent without waiting, answers above all, is therefore kept out of the upper
 * half of the buffer where its destination has left something unread (on the native
 * transport; junixsocket can't tell). A destination that may get stuck is best given a
 * peer of its own.
 * <p>
 * As a bean it stops just before its peer closes, once all that may send has stopped: it
 * lets what waits for room, and the requests that wait for answers, have the time that
 * they have left.
 */
public class UxdTemplate implements UxdOperations, SmartLifecycle, AutoCloseable {

	/**
	 * How long to wait for room, and for an answer, unless told otherwise.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * How many datagrams may wait for each destination, unless told otherwise.
	 */
	public static final int DEFAULT_QUEUE_CAPACITY = 1000;

	/**
	 * How many bytes may wait for all destinations together, unless told otherwise.
	 */
	public static final long DEFAULT_QUEUE_SIZE = 8 * 1024 * 1024;

	/**
	 * What a datagram or request that waits takes of the queue's size, in bytes, beside
	 * its payload.
	 */
	public static final int QUEUE_OVERHEAD = WaitingBytes.OVERHEAD;

	/**
	 * The phase to stop in unless told otherwise: just before a peer whose phase is the
	 * default one closes.
	 */
	public static final int DEFAULT_PHASE = Integer.MIN_VALUE + 1001;

	private final Peer peer;

	private final WaitingBytes waiting = new WaitingBytes(DEFAULT_QUEUE_SIZE);

	private final Outlet peersOutlet;

	private final Requester requester;

	private final SendDrain drain = new SendDrain(this::pending);

	private volatile int queueCapacity = DEFAULT_QUEUE_CAPACITY;

	private volatile UnaryOperator<PeerBuilder> requestPeerCustomizer = UnaryOperator.identity();

	private volatile @Nullable Outlet ownOutlet;

	private int phase = DEFAULT_PHASE;

	private @Nullable UxdAddress defaultDestination;

	private Duration sendTimeout = DEFAULT_TIMEOUT;

	private Duration replyTimeout = DEFAULT_TIMEOUT;

	private PayloadConverter payloadConverter = new SimplePayloadConverter();

	private final SendObservations observations;

	private volatile boolean running;

	private volatile boolean closed;

	/**
	 * Create a template.
	 * @param peer the peer to send from; open by the time that something is sent
	 */
	public UxdTemplate(Peer peer) {
		this(peer, peer.name());
	}

	/**
	 * Create a template of a peer that observations call otherwise than its name.
	 * @param peer the peer to send from; open by the time that something is sent
	 * @param peerId the id of the peer
	 */
	public UxdTemplate(Peer peer, String peerId) {
		this.peer = peer;
		this.observations = new SendObservations(peerId);
		this.peersOutlet = outlet(() -> peer);
		this.requester = new Requester(peer, this::customize, requestThreads(peer), () -> this.queueCapacity,
				this.waiting);
	}

	private Outlet outlet(DatagramSender.Source source) {
		return Outlet.of(this.peer, source, () -> this.closed, () -> this.queueCapacity, this.waiting);
	}

	private PeerBuilder customize(PeerBuilder builder) {
		return this.requestPeerCustomizer.apply(builder);
	}

	private static ThreadFactory requestThreads(Peer peer) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("uxd-ask-" + peer.name() + "-");
		threads.setDaemon(true);
		return threads;
	}

	/**
	 * Return the peer that this sends from.
	 * @return the peer
	 */
	public Peer getPeer() {
		return this.peer;
	}

	/**
	 * Set where to send to when the caller doesn't say.
	 * @param defaultDestination the default destination, or {@code null} (the default)
	 * for none
	 * @throws IllegalArgumentException if it is a {@linkplain UxdAddress#isRelative()
	 * relative path}, which nothing is sent to
	 */
	public void setDefaultDestination(@Nullable UxdAddress defaultDestination) {
		if (defaultDestination != null && defaultDestination.isRelative()) {
			throw new IllegalArgumentException("The destination \"" + defaultDestination
					+ "\" is neither an absolute path (\"/run/x.sock\") nor an abstract name (\"@x\")");
		}
		this.defaultDestination = defaultDestination;
	}

	/**
	 * Set how long to wait for room, unless the caller says.
	 * @param sendTimeout how long; 5 seconds by default, zero tries once
	 */
	public void setSendTimeout(Duration sendTimeout) {
		this.sendTimeout = sendTimeout;
	}

	/**
	 * Set how long to wait for room and an answer together, unless the caller says.
	 * @param replyTimeout how long; 5 seconds by default
	 */
	public void setReplyTimeout(Duration replyTimeout) {
		this.replyTimeout = replyTimeout;
	}

	/**
	 * Set how many datagrams may wait for each destination when they are sent without
	 * waiting, and how many requests for a thread.
	 * @param queueCapacity how many; 1000 by default
	 */
	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	/**
	 * Set how many bytes may wait, in all, when datagrams and requests are sent without
	 * waiting: those of their payloads, and {@value #QUEUE_OVERHEAD} more for each. One
	 * destination, or the requests together, may have no more waiting than is still free,
	 * so that one alone gets half of it. What is refused for that is counted by
	 * {@link io.github.uxd.PeerStatistics#sendRefused()}.
	 * @param queueSize how many bytes; 8 MiB by default
	 */
	public void setQueueSize(long queueSize) {
		this.waiting.setLimit(queueSize);
	}

	/**
	 * Set how many threads ask and wait for answers in place of their callers. They are
	 * made when they are needed, and end when they aren't.
	 * @param requestThreads how many at most; 4 by default
	 */
	public void setRequestThreads(int requestThreads) {
		this.requester.setThreads(requestThreads);
	}

	/**
	 * Set the phase to stop in.
	 * @param phase less than that of all that sends, greater than that of the peer;
	 * {@value #DEFAULT_PHASE} by default
	 */
	public void setPhase(int phase) {
		this.phase = phase;
	}

	/**
	 * Set what makes bytes of objects and objects of answers.
	 * @param payloadConverter a {@link SimplePayloadConverter} by default
	 */
	public void setPayloadConverter(PayloadConverter payloadConverter) {
		this.payloadConverter = payloadConverter;
	}

	/**
	 * Set how the temporary peers that questions are asked from differ from the default,
	 * which has the transport and the buffer size of this template's peer. Called for
	 * each question.
	 * @param changes is given a builder, and changes some options. A path has to be
	 * another one each time. The socket of {@link #setOwnSocket(boolean)} is opened this
	 * way, too.
	 */
	public void setRequestPeerCustomizer(UnaryOperator<PeerBuilder> changes) {
		this.requestPeerCustomizer = changes;
	}

	/**
	 * Set whether to send from a socket of this template's own, a temporary peer's,
	 * rather than from the peer's. What the peer has answered and nobody has read can't
	 * keep anything from being sent then. Receivers see another source, where nobody
	 * reads: what they send there is refused at once. {@linkplain #reply Replies} still
	 * come from the peer.
	 * @param ownSocket whether to; {@code false} by default
	 */
	public void setOwnSocket(boolean ownSocket) {
		Outlet before = this.ownOutlet;
		this.ownOutlet = ownSocket ? outlet(new OwnPeer(this.peer, this::customize)) : null;
		if (before != null) {
			before.close();
		}
	}

	/**
	 * Set what observations are registered with. A convention or a handler that throws
	 * harms no datagram.
	 * @param observationRegistry {@link ObservationRegistry#NOOP} by default, which costs
	 * nothing
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		this.observations.setRegistry(observationRegistry);
	}

	/**
	 * Set how observations are named, and which keys they have.
	 * @param observationConvention the convention, or {@code null} (the default) for a
	 * {@link io.github.uxd.spring.observation.DefaultUxdSendObservationConvention}
	 */
	public void setObservationConvention(@Nullable UxdSendObservationConvention observationConvention) {
		this.observations.setConvention(observationConvention);
	}

	@Override
	public UxdAddress getDefaultDestination() {
		UxdAddress destination = this.defaultDestination;
		if (destination == null) {
			throw noDefaultDestination();
		}
		return destination;
	}

	private IllegalStateException noDefaultDestination() {
		return new IllegalStateException("No default destination is set; pass one or set"
				+ " 'template.default-destination' of the peer '" + this.peer.name() + "'");
	}

	@Override
	public void send(byte[] payload, UxdAddress destination) {
		send(ByteBuffer.wrap(payload), destination, this.sendTimeout);
	}

	@Override
	public void send(ByteBuffer payload, UxdAddress destination) {
		send(payload, destination, this.sendTimeout);
	}

	@Override
	public void send(ByteBuffer payload, UxdAddress destination, Duration timeout) {
		Deadline deadline = Deadline.in(timeout);
		DatagramSender sender = outlet().sender();
		this.observations.around(Operation.SEND, destination, payload.remaining(),
				() -> sender.send(payload, destination, deadline));
	}

	@Override
	public void convertAndSend(Object payload, UxdAddress destination) {
		send(this.payloadConverter.toBytes(payload), destination);
	}

	@Override
	public Datagram sendAndReceive(byte[] payload, UxdAddress destination) {
		return sendAndReceive(payload, destination, this.replyTimeout);
	}

	@Override
	public Datagram sendAndReceive(byte[] payload, UxdAddress destination, Duration timeout) {
		Deadline deadline = Deadline.in(timeout);
		return this.observations.around(Operation.SEND_AND_RECEIVE, destination, payload.length,
				() -> this.requester.ask(payload, destination, deadline));
	}

	@Override
	public <T> T convertSendAndReceive(Object payload, UxdAddress destination, Class<T> replyType) {
		return convertSendAndReceive(payload, destination, replyType, this.replyTimeout);
	}

	@Override
	public <T> T convertSendAndReceive(Object payload, UxdAddress destination, Class<T> replyType, Duration timeout) {
		Datagram answer = sendAndReceive(this.payloadConverter.toBytes(payload), destination, timeout);
		return this.payloadConverter.fromBytes(answer, replyType);
	}

	@Override
	public <T> T convertSendAndReceive(Object payload, UxdAddress destination,
			ParameterizedTypeReference<T> replyType) {
		return convertSendAndReceive(payload, destination, replyType, this.replyTimeout);
	}

	@Override
	public <T> T convertSendAndReceive(Object payload, UxdAddress destination, ParameterizedTypeReference<T> replyType,
			Duration timeout) {
		Datagram answer = sendAndReceive(this.payloadConverter.toBytes(payload), destination, timeout);
		return this.payloadConverter.fromBytes(answer, replyType);
	}

	@Override
	public CompletableFuture<Void> convertAndSendAsync(Object payload) {
		return toDefaultDestination((destination) -> convertAndSendAsync(payload, destination));
	}

	@Override
	public CompletableFuture<Void> convertAndSendAsync(Object payload, UxdAddress destination) {
		try {
			return sendAsync(this.payloadConverter.toBytes(payload), destination);
		}
		catch (PayloadConversionException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public CompletableFuture<Void> sendAsync(byte[] payload) {
		return toDefaultDestination((destination) -> sendAsync(payload, destination));
	}

	@Override
	public CompletableFuture<Void> sendAsync(byte[] payload, UxdAddress destination) {
		return sendAsync(payload, destination, this.sendTimeout);
	}

	@Override
	public CompletableFuture<Void> sendAsync(byte[] payload, UxdAddress destination, Duration timeout) {
		return sendAsync(payload, destination, timeout, outlet().asyncSender());
	}

	/**
	 * Answer a datagram that the peer has received, from the peer's socket in any case;
	 * otherwise as {@link #sendAsync(byte[], UxdAddress, Duration)} does.
	 * @param payload the bytes, of which a copy is made if they have to wait
	 * @param destination the source of the datagram
	 * @param timeout how long to wait for room
	 * @return as for {@link #sendAsync(byte[], UxdAddress)}
	 */
	public CompletableFuture<Void> reply(byte[] payload, UxdAddress destination, Duration timeout) {
		return sendAsync(payload, destination, timeout, this.peersOutlet.asyncSender());
	}

	private CompletableFuture<Void> sendAsync(byte[] payload, UxdAddress destination, Duration timeout,
			AsyncSender sender) {
		Deadline deadline = Deadline.in(timeout);
		return this.observations.aroundFuture(Operation.SEND, destination, payload.length,
				() -> sender.send(payload, destination, deadline));
	}

	@Override
	public CompletableFuture<Datagram> sendAndReceiveAsync(byte[] payload) {
		return toDefaultDestination((destination) -> sendAndReceiveAsync(payload, destination));
	}

	@Override
	public CompletableFuture<Datagram> sendAndReceiveAsync(byte[] payload, UxdAddress destination) {
		return sendAndReceiveAsync(payload, destination, this.replyTimeout);
	}

	@Override
	public CompletableFuture<Datagram> sendAndReceiveAsync(byte[] payload, UxdAddress destination, Duration timeout) {
		Deadline deadline = Deadline.in(timeout);
		return this.observations.aroundFuture(Operation.SEND_AND_RECEIVE, destination, payload.length,
				() -> this.requester.askAsync(payload, destination, deadline));
	}

	private Outlet outlet() {
		Outlet own = this.ownOutlet;
		return (own != null) ? own : this.peersOutlet;
	}

	private <T> CompletableFuture<T> toDefaultDestination(Function<UxdAddress, CompletableFuture<T>> send) {
		UxdAddress destination = this.defaultDestination;
		return (destination != null) ? send.apply(destination) : CompletableFuture.failedFuture(noDefaultDestination());
	}

	/**
	 * Does nothing that sending needs: a template that nobody starts sends too.
	 */
	@Override
	public void start() {
		this.running = true;
	}

	/**
	 * Stop without waiting for anything. Sending goes on being possible.
	 */
	@Override
	public void stop() {
		this.running = false;
	}

	/**
	 * Call back once nothing waits for room or an answer any more, or the longer one of
	 * the send timeout and the reply timeout has passed. Sending goes on being possible;
	 * what waits when the peer closes fails.
	 * @param callback called in this thread if nothing waits, else in another one
	 */
	@Override
	public void stop(Runnable callback) {
		stop();
		boolean answersTakeLonger = this.replyTimeout.compareTo(this.sendTimeout) > 0;
		this.drain.await(Deadline.in(answersTakeLonger ? this.replyTimeout : this.sendTimeout), callback);
	}

	private List<CompletableFuture<?>> pending() {
		List<CompletableFuture<?>> pending = new ArrayList<>(this.requester.pending());
		pending.addAll(this.peersOutlet.asyncSender().pending());
		Outlet own = this.ownOutlet;
		if (own != null) {
			pending.addAll(own.asyncSender().pending());
		}
		return pending;
	}

	/**
	 * Return whether this was started, and not stopped since.
	 * @return {@code true} if so
	 */
	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

	/**
	 * Fail whatever waits, in other threads too, and end the threads. The peer stays
	 * open.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.peersOutlet.close();
		Outlet own = this.ownOutlet;
		if (own != null) {
			own.close();
		}
		this.requester.close();
	}

}

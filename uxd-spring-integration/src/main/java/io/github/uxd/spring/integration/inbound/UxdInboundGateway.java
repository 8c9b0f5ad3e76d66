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
package io.github.uxd.spring.integration.inbound;

import java.time.Duration;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.integration.PeerLookup;
import io.github.uxd.internal.spring.messaging.ReplyOperations;
import io.github.uxd.internal.spring.messaging.ReplySender;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.core.SimplePayloadConverter;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.integration.core.Pausable;
import org.springframework.integration.gateway.MessagingGatewaySupport;
import org.springframework.integration.mapping.MessageMappingException;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;

/**
 * Sends each datagram that a peer receives to a channel, as
 * {@link UxdInboundChannelAdapter} does, and the reply of the flow to where the datagram
 * came from, by the peer's own socket.
 * <p>
 * A datagram that can't be answered, since its sender is unbound or bound to a relative
 * path, isn't given to the flow: it is an error, for the error channel or else for the
 * peer's {@link UxdErrorHandler}.
 * <p>
 * The thread waits for the flow's reply, up to the reply timeout; if none comes nothing
 * is sent, or with {@link #setErrorOnTimeout(boolean)} it is an error. It waits as long
 * for a flow that ends without a reply. It doesn't wait for the sender: a reply that
 * finds no room is tried again by another thread, as what listener methods return is, and
 * one that can't be sent is logged.
 * <p>
 * What an error channel replies is sent as the answer.
 * <p>
 * Setters are to be called before it is initialized, all else by any thread at any time.
 */
public class UxdInboundGateway extends MessagingGatewaySupport implements Pausable {

	/**
	 * How long to try to send a reply by a template that the gateway was given.
	 */
	public static final Duration DEFAULT_SEND_TIMEOUT = Duration.ofSeconds(1);

	private final String peerId;

	private final PeerSubscription subscription;

	private final @Nullable ReplyOperations ownReplies;

	private @Nullable ReplySender replies;

	/**
	 * Create a gateway, which finds the peer among the beans. A reply is tried for as
	 * long as the peer's property {@code listener.reply-timeout} says.
	 * @param peerId the id of the peer; empty for the primary one
	 */
	public UxdInboundGateway(String peerId) {
		this(peerId, null, null);
	}

	/**
	 * Create a gateway. A reply is tried for {@link #DEFAULT_SEND_TIMEOUT}.
	 * @param registry the registry that knows the peer
	 * @param peerId the id of the peer; empty for the primary one
	 * @param template a template of that peer, which sends the replies
	 */
	public UxdInboundGateway(UxdListenerRegistry registry, String peerId, UxdTemplate template) {
		this(peerId, registry, (id, reply, destination) -> template.reply(reply, destination, DEFAULT_SEND_TIMEOUT));
	}

	private UxdInboundGateway(String peerId, @Nullable UxdListenerRegistry registry,
			@Nullable ReplyOperations replies) {
		this.peerId = peerId;
		this.subscription = new PeerSubscription(registry, peerId);
		this.ownReplies = replies;
	}

	/**
	 * Set what the payloads of requests are.
	 * @param payloadType as for {@link UxdInboundChannelAdapter#setPayloadType(Class)}
	 */
	public void setPayloadType(Class<?> payloadType) {
		this.subscription.setPayloadType(payloadType);
	}

	/**
	 * Set what the payloads of requests are.
	 * @param payloadType a generic type that the bytes are to be converted to
	 */
	public void setPayloadType(ParameterizedTypeReference<?> payloadType) {
		this.subscription.setPayloadType(payloadType.getType());
	}

	/**
	 * Set what makes messages of datagrams and the bytes of replies, in place of the bean
	 * that does. The request and reply mappers of {@link MessagingGatewaySupport} have
	 * nothing to do here.
	 * @param mapper the mapper
	 */
	public void setMapper(DatagramMessageMapper mapper) {
		this.subscription.setMapper(mapper);
	}

	/**
	 * Set the gateway's place among the listeners of the peer.
	 * @param order as in {@link org.springframework.core.Ordered}; 0 by default
	 */
	public void setOrder(int order) {
		this.subscription.setOrder(order);
	}

	/**
	 * Set how long a stop waits for flows that have a datagram.
	 * @param stopTimeout as for {@link UxdInboundChannelAdapter#setStopTimeout(Duration)}
	 */
	public void setStopTimeout(Duration stopTimeout) {
		this.subscription.setStopTimeout(stopTimeout);
	}

	@Override
	public String getComponentType() {
		return "uxd:inbound-gateway";
	}

	/**
	 * Register the gateway as a listener of the peer.
	 * @throws IllegalStateException if there is no such peer
	 */
	@Override
	protected void onInit() {
		super.onInit();
		Endpoint endpoint = Endpoint.of(this, this.peerId);
		PeerLookup lookup = new PeerLookup(endpoint.description(), this.peerId, getBeanFactory());
		this.replies = new ReplySender("'" + endpoint.id() + "'", new SimplePayloadConverter(), this.peerId,
				(this.ownReplies != null) ? this.ownReplies : lookup.replies());
		this.subscription.register(endpoint.id(), lookup, this::receive);
	}

	private void receive(InboundMapping mapping, Datagram datagram, Peer peer) {
		Message<?> reply;
		try {
			Message<?> request = mapping.toMessage(datagram, peer);
			if (request == null) {
				return;
			}
			checkAnswerable(datagram, request);
			reply = sendAndReceiveMessage(request);
		}
		catch (MessageMappingException ex) {
			reply = replyOfErrorChannel(ex);
		}
		if (reply != null && this.replies != null) {
			this.replies.reply(mapping.mapper().fromMessage(reply), datagram);
		}
	}

	private static void checkAnswerable(Datagram datagram, Message<?> request) {
		UxdAddress source = datagram.source();
		if (source == null || source.isRelative()) {
			throw new RefusedDatagramException(request, "A gateway can't answer " + datagram + ", since its sender "
					+ ((source == null) ? "is bound to no address" : "is bound to a relative path")
					+ ": have the sender bind its socket to an absolute path, or use an inbound channel adapter");
		}
	}

	private @Nullable Message<?> replyOfErrorChannel(MessageMappingException failure) {
		MessageChannel channel = getErrorChannel();
		Message<?> failed = failure.getFailedMessage();
		if (channel == null || failed == null) {
			throw failure;
		}
		Message<?> reply = this.messagingTemplate.sendAndReceive(channel, buildErrorMessage(failed, failure));
		if (reply != null && reply.getPayload() instanceof Throwable) {
			throw failure;
		}
		return reply;
	}

	@Override
	protected void doStart() {
		super.doStart();
		this.subscription.start();
	}

	/**
	 * Stop to listen, and wait for flows that have a datagram, up to the stop timeout.
	 */
	@Override
	protected void doStop() {
		this.subscription.stop(this, this.logger);
		super.doStop();
	}

	/**
	 * Leave what is sent in the kernel's queue, until {@link #resume()}; as
	 * {@link UxdInboundChannelAdapter#pause()}.
	 */
	@Override
	public void pause() {
		this.subscription.pause();
	}

	@Override
	public void resume() {
		this.subscription.resume();
	}

	@Override
	public boolean isPaused() {
		return this.subscription.isPaused();
	}

	/**
	 * Stop, and listen no more, ever; as {@link UxdInboundChannelAdapter#destroy()}.
	 */
	@Override
	public void destroy() {
		super.destroy();
		this.subscription.remove();
	}

}

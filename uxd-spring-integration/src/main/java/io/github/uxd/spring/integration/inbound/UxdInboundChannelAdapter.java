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
import io.github.uxd.internal.spring.integration.PeerLookup;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.integration.core.Pausable;
import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.integration.mapping.MessageMappingException;
import org.springframework.messaging.Message;

/**
 * Sends each datagram that a peer receives to a channel, as a message whose headers
 * {@link UxdHeaders} names. It is a listener of the peer, whose id is the name of the
 * adapter's bean.
 * <p>
 * The channel is sent to on the thread that the peer calls its listeners on. While that
 * is busy in the flow nothing else is received on it: the kernel's queue fills, and
 * senders are told that it is full.
 * <p>
 * What the flow throws goes to the error channel, with the message that failed; without
 * one to the peer's {@link UxdErrorHandler}, as with any listener.
 * <p>
 * While the adapter is stopped or paused, what is sent waits in the kernel's queue,
 * unless the peer has other listeners that run: those get it, and this one misses it. The
 * same is true before it starts.
 * <p>
 * Setters are to be called before it is initialized, all else by any thread at any time.
 */
public class UxdInboundChannelAdapter extends MessageProducerSupport implements Pausable {

	private final String peerId;

	private final PeerSubscription subscription;

	/**
	 * Create an adapter, which finds the peer among the beans.
	 * @param peerId the id of the peer; empty for the primary one
	 */
	public UxdInboundChannelAdapter(String peerId) {
		this(peerId, null);
	}

	/**
	 * Create an adapter.
	 * @param registry the registry that knows the peer
	 * @param peerId the id of the peer; empty for the primary one
	 */
	public UxdInboundChannelAdapter(UxdListenerRegistry registry, String peerId) {
		this(peerId, registry);
	}

	private UxdInboundChannelAdapter(String peerId, @Nullable UxdListenerRegistry registry) {
		this.peerId = peerId;
		this.subscription = new PeerSubscription(registry, peerId);
	}

	/**
	 * Set what the payloads are.
	 * @param payloadType {@code byte[].class}, which is the default,
	 * {@code Datagram.class}, or what the bytes are to be converted to, such as
	 * {@code String.class} or the type of an object
	 */
	public void setPayloadType(Class<?> payloadType) {
		this.subscription.setPayloadType(payloadType);
	}

	/**
	 * Set what the payloads are.
	 * @param payloadType a generic type that the bytes are to be converted to, such as a
	 * list of orders
	 */
	public void setPayloadType(ParameterizedTypeReference<?> payloadType) {
		this.subscription.setPayloadType(payloadType.getType());
	}

	/**
	 * Set what makes messages of datagrams, in place of the bean that does.
	 * @param mapper the mapper
	 */
	public void setMapper(DatagramMessageMapper mapper) {
		this.subscription.setMapper(mapper);
	}

	/**
	 * Set the adapter's place among the listeners of the peer.
	 * @param order as in {@link org.springframework.core.Ordered}; 0 by default
	 */
	public void setOrder(int order) {
		this.subscription.setOrder(order);
	}

	/**
	 * Set when to send a datagram to the channel again that the flow has failed on, on
	 * the same thread. It takes a flow that fails: with an error channel only what that
	 * throws is tried again.
	 * @param retryPolicy the policy, or {@code null} to try once
	 * @see io.github.uxd.spring.listener.UxdListenerEndpoint#getRetryPolicy()
	 */
	public void setRetryPolicy(@Nullable RetryPolicy retryPolicy) {
		this.subscription.setRetryPolicy(retryPolicy);
	}

	/**
	 * Set how long a stop waits for flows that have a datagram. A flow that stops the
	 * adapter itself isn't waited for.
	 * @param stopTimeout the time; 5 s by default, zero for not to wait
	 */
	public void setStopTimeout(Duration stopTimeout) {
		this.subscription.setStopTimeout(stopTimeout);
	}

	@Override
	public String getComponentType() {
		return "uxd:inbound-channel-adapter";
	}

	/**
	 * Register the adapter as a listener of the peer.
	 * @throws IllegalStateException if there is no such peer
	 */
	@Override
	protected void onInit() {
		super.onInit();
		Endpoint endpoint = Endpoint.of(this, this.peerId);
		this.subscription.register(endpoint.id(), new PeerLookup(endpoint.description(), this.peerId, getBeanFactory()),
				this::receive);
	}

	private void receive(InboundMapping mapping, Datagram datagram, Peer peer) {
		Message<?> message;
		try {
			message = mapping.toMessage(datagram, peer);
		}
		catch (MessageMappingException ex) {
			Message<?> failed = ex.getFailedMessage();
			if (failed != null && sendErrorMessageIfNecessary(failed, ex)) {
				return;
			}
			throw ex;
		}
		if (message != null) {
			sendMessage(message);
		}
	}

	@Override
	protected void doStart() {
		this.subscription.start();
	}

	/**
	 * Stop to listen, and wait for flows that have a datagram, up to the stop timeout.
	 */
	@Override
	protected void doStop() {
		this.subscription.stop(this, this.logger);
	}

	/**
	 * Leave what is sent in the kernel's queue, until {@link #resume()}; see
	 * {@link UxdListenerContainer#stop()}. Doesn't wait: what the flow has it goes on
	 * with. An adapter that is stopped stays paused when it starts.
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
	 * Stop, and listen no more, ever. If the peer has no other listener it goes on as one
	 * that never had any.
	 */
	@Override
	public void destroy() {
		super.destroy();
		this.subscription.remove();
	}

}

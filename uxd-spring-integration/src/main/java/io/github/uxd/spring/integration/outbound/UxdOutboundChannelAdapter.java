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
package io.github.uxd.spring.integration.outbound;

import java.time.Duration;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.Expression;
import org.springframework.integration.MessageTimeoutException;
import org.springframework.integration.expression.ValueExpression;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;

/**
 * Sends each message as a datagram, from the socket of a peer. When that returns the
 * kernel has it. While the destination is full it waits and tries again.
 * <p>
 * Where to the destination's expression says; if there is none, the header
 * {@link UxdHeaders#DESTINATION}; without that it is the template's default destination.
 * <p>
 * A destination that is still full when the time is up is a
 * {@link MessageTimeoutException}, all else a {@link MessageHandlingException}. The cause
 * of both is a {@link UxdSendException}, unless the message itself was wrong.
 * <p>
 * Setters are to be called before it is initialized; then any threads may send.
 */
public class UxdOutboundChannelAdapter extends AbstractMessageHandler {

	private final OutboundDatagrams datagrams;

	/**
	 * Create an adapter, which finds the template of the peer among the beans.
	 * @param peerId the id of the peer to send from; empty for the primary one
	 */
	public UxdOutboundChannelAdapter(String peerId) {
		this.datagrams = new OutboundDatagrams(null, peerId);
	}

	/**
	 * Create an adapter.
	 * @param operations what to send by, the template of a peer say
	 */
	public UxdOutboundChannelAdapter(UxdOperations operations) {
		this.datagrams = new OutboundDatagrams(operations, "");
	}

	/**
	 * Set where to send to, whatever messages say.
	 * @param destination where to
	 */
	public void setDestination(UxdAddress destination) {
		setDestinationExpression(new ValueExpression<>(destination));
	}

	/**
	 * Set what says of each message where it goes.
	 * @param destination gives a {@link UxdAddress}, a {@link java.nio.file.Path}, or the
	 * text of an address as {@link UxdAddress#parse} reads it
	 */
	public void setDestinationExpression(Expression destination) {
		this.datagrams.setDestination(destination);
	}

	/**
	 * Set how long to try while the destination is full.
	 * @param sendTimeout the time; zero tries once. That of the template by default
	 */
	public void setSendTimeout(Duration sendTimeout) {
		setSendTimeoutExpression(new ValueExpression<>(sendTimeout));
	}

	/**
	 * Set what says of each message how long to try.
	 * @param sendTimeout gives a {@link Duration}, a number of milliseconds, or
	 * {@code null} for the time of the template
	 */
	public void setSendTimeoutExpression(Expression sendTimeout) {
		this.datagrams.setTimeout(sendTimeout);
	}

	/**
	 * Set what makes the bytes of messages, in place of the bean that does.
	 * @param mapper the mapper
	 */
	public void setMapper(DatagramMessageMapper mapper) {
		this.datagrams.setMapper(mapper);
	}

	@Override
	public String getComponentType() {
		return "uxd:outbound-channel-adapter";
	}

	/**
	 * Find the template.
	 * @throws IllegalStateException if there is no such peer
	 */
	@Override
	protected void onInit() {
		super.onInit();
		this.datagrams.initialize("UxdOutboundChannelAdapter '" + getComponentName() + "'", getBeanFactory());
	}

	@Override
	protected void handleMessageInternal(Message<?> message) {
		UxdAddress destination = this.datagrams.destination(message);
		byte[] payload = this.datagrams.payload(message);
		@Nullable Duration timeout = this.datagrams.timeout(message);
		try {
			if (timeout != null) {
				this.datagrams.operations().send(payload, destination, timeout);
			}
			else {
				this.datagrams.operations().send(payload, destination);
			}
		}
		catch (UxdSendException ex) {
			throw OutboundDatagrams.failure(message, ex);
		}
	}

}

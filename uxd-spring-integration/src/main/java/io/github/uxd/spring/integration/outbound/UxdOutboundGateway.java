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

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.expression.Expression;
import org.springframework.integration.MessageTimeoutException;
import org.springframework.integration.expression.ValueExpression;
import org.springframework.integration.handler.AbstractReplyProducingMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;

/**
 * Sends each message as a question and makes a message of the answer, as
 * {@link UxdOperations#sendAndReceive(byte[], UxdAddress)} does: from a temporary peer
 * for each question. The thread waits for the answer.
 * <p>
 * Where to is found out as by {@link UxdOutboundChannelAdapter}.
 * <p>
 * The answer has the headers of the question; but {@link UxdHeaders#SOURCE},
 * {@link UxdHeaders#CREDENTIALS} and {@link UxdHeaders#RECEIVED_TIMESTAMP} tell of the
 * answer.
 * <p>
 * A destination that is full, or gives no answer in time, is a
 * {@link MessageTimeoutException}, all else a {@link MessageHandlingException}. The cause
 * of both is a {@link UxdSendException}, unless the message itself, or the answer, was
 * wrong.
 * <p>
 * Setters are to be called before it is initialized; then any threads may ask.
 */
public class UxdOutboundGateway extends AbstractReplyProducingMessageHandler {

	private final OutboundDatagrams datagrams;

	private Type replyType = byte[].class;

	/**
	 * Create a gateway, which finds the template of the peer among the beans.
	 * @param peerId the id of the peer whose template asks; empty for the primary one
	 */
	public UxdOutboundGateway(String peerId) {
		this(new OutboundDatagrams(null, peerId));
	}

	/**
	 * Create a gateway.
	 * @param operations what to ask by, the template of a peer say
	 */
	public UxdOutboundGateway(UxdOperations operations) {
		this(new OutboundDatagrams(operations, ""));
	}

	private UxdOutboundGateway(OutboundDatagrams datagrams) {
		this.datagrams = datagrams;
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
	 * @param destination as for
	 * {@link UxdOutboundChannelAdapter#setDestinationExpression(Expression)}
	 */
	public void setDestinationExpression(Expression destination) {
		this.datagrams.setDestination(destination);
	}

	/**
	 * Set how long to wait, for room and for the answer together.
	 * @param replyTimeout the time. That of the template by default
	 */
	public void setReplyTimeout(Duration replyTimeout) {
		setReplyTimeoutExpression(new ValueExpression<>(replyTimeout));
	}

	/**
	 * Set what says of each message how long to wait, for room and for the answer
	 * together.
	 * @param replyTimeout gives a {@link Duration}, a number of milliseconds, or
	 * {@code null} for the time of the template
	 */
	public void setReplyTimeoutExpression(Expression replyTimeout) {
		this.datagrams.setTimeout(replyTimeout);
	}

	/**
	 * Set what the payloads of answers are.
	 * @param replyType {@code byte[].class}, which is the default,
	 * {@code Datagram.class}, or what the bytes are to be converted to
	 */
	public void setReplyType(Class<?> replyType) {
		this.replyType = replyType;
	}

	/**
	 * Set what the payloads of answers are.
	 * @param replyType a generic type that the bytes are to be converted to
	 */
	public void setReplyType(ParameterizedTypeReference<?> replyType) {
		this.replyType = replyType.getType();
	}

	/**
	 * Set what makes the bytes of messages, and messages of answers, in place of the bean
	 * that does.
	 * @param mapper the mapper. If it makes no message of an answer there is no reply,
	 * which is an error if one {@linkplain #setRequiresReply(boolean) is required}
	 */
	public void setMapper(DatagramMessageMapper mapper) {
		this.datagrams.setMapper(mapper);
	}

	@Override
	public String getComponentType() {
		return "uxd:outbound-gateway";
	}

	/**
	 * Find the template.
	 * @throws IllegalStateException if there is no such peer
	 */
	@Override
	protected void doInit() {
		super.doInit();
		updateNotPropagatedHeaders(
				new String[] { UxdHeaders.SOURCE, UxdHeaders.CREDENTIALS, UxdHeaders.RECEIVED_TIMESTAMP }, true);
		this.datagrams.initialize("UxdOutboundGateway '" + getComponentName() + "'", getBeanFactory());
	}

	@Override
	protected @Nullable Object handleRequestMessage(Message<?> message) {
		UxdAddress destination = this.datagrams.destination(message);
		byte[] payload = this.datagrams.payload(message);
		Datagram answer = ask(message, payload, destination);
		return this.datagrams.mapper()
			.toMessage(answer, this.replyType, Map.of(UxdHeaders.RECEIVED_TIMESTAMP, System.currentTimeMillis()));
	}

	private Datagram ask(Message<?> message, byte[] payload, UxdAddress destination) {
		@Nullable Duration timeout = this.datagrams.timeout(message);
		try {
			return (timeout != null) ? this.datagrams.operations().sendAndReceive(payload, destination, timeout)
					: this.datagrams.operations().sendAndReceive(payload, destination);
		}
		catch (UxdSendException ex) {
			throw OutboundDatagrams.failure(message, ex);
		}
	}

}

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
package io.github.uxd.spring.integration.dsl;

import java.time.Duration;
import java.util.function.Function;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.integration.outbound.UxdOutboundGateway;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.integration.dsl.MessageHandlerSpec;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.messaging.Message;

/**
 * The options of a {@link UxdOutboundGateway}.
 */
public class UxdOutboundGatewaySpec extends MessageHandlerSpec<UxdOutboundGatewaySpec, UxdOutboundGateway> {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	/**
	 * Create the options.
	 * @param peerId the id of the peer; empty for the primary one
	 */
	protected UxdOutboundGatewaySpec(String peerId) {
		this.target = new UxdOutboundGateway(peerId);
	}

	/**
	 * Create the options.
	 * @param operations what to ask by
	 */
	protected UxdOutboundGatewaySpec(UxdOperations operations) {
		this.target = new UxdOutboundGateway(operations);
	}

	/**
	 * Set where to send to, whatever messages say.
	 * @param destination where to
	 * @return this
	 * @see UxdOutboundGateway#setDestination(UxdAddress)
	 */
	public UxdOutboundGatewaySpec destination(UxdAddress destination) {
		getObject().setDestination(destination);
		return _this();
	}

	/**
	 * Set where to send to, whatever messages say.
	 * @param destination the text of an address, as {@link UxdAddress#parse} reads it
	 * @return this
	 * @throws IllegalArgumentException if it is none
	 * @see UxdOutboundGateway#setDestination(UxdAddress)
	 */
	public UxdOutboundGatewaySpec destination(String destination) {
		return destination(UxdAddress.parse(destination));
	}

	/**
	 * Set what says of each message where it goes.
	 * @param <P> the type of the payload
	 * @param destination gives a {@link UxdAddress}, a {@link java.nio.file.Path}, or the
	 * text of an address
	 * @return this
	 * @see UxdOutboundGateway#setDestinationExpression(Expression)
	 */
	public <P> UxdOutboundGatewaySpec destinationFunction(Function<Message<P>, ?> destination) {
		return destinationExpression(new FunctionExpression<>(destination));
	}

	/**
	 * Set what says of each message where it goes.
	 * @param destination an expression in SpEL, such as {@code headers['uxd_source']}
	 * @return this
	 * @see UxdOutboundGateway#setDestinationExpression(Expression)
	 */
	public UxdOutboundGatewaySpec destinationExpression(String destination) {
		return destinationExpression(PARSER.parseExpression(destination));
	}

	/**
	 * Set what says of each message where it goes.
	 * @param destination the expression
	 * @return this
	 * @see UxdOutboundGateway#setDestinationExpression(Expression)
	 */
	public UxdOutboundGatewaySpec destinationExpression(Expression destination) {
		getObject().setDestinationExpression(destination);
		return _this();
	}

	/**
	 * Set how long to wait, for room and for the answer together.
	 * @param replyTimeout the time. That of the template by default
	 * @return this
	 * @see UxdOutboundGateway#setReplyTimeout(Duration)
	 */
	public UxdOutboundGatewaySpec replyTimeout(Duration replyTimeout) {
		getObject().setReplyTimeout(replyTimeout);
		return _this();
	}

	/**
	 * Set what says of each message how long to wait, for room and for the answer
	 * together.
	 * @param <P> the type of the payload
	 * @param replyTimeout gives a {@link Duration}, a number of milliseconds, or
	 * {@code null} for the time of the template
	 * @return this
	 * @see UxdOutboundGateway#setReplyTimeoutExpression(Expression)
	 */
	public <P> UxdOutboundGatewaySpec replyTimeoutFunction(Function<Message<P>, ?> replyTimeout) {
		return replyTimeoutExpression(new FunctionExpression<>(replyTimeout));
	}

	/**
	 * Set what says of each message how long to wait, for room and for the answer
	 * together.
	 * @param replyTimeout an expression in SpEL
	 * @return this
	 * @see UxdOutboundGateway#setReplyTimeoutExpression(Expression)
	 */
	public UxdOutboundGatewaySpec replyTimeoutExpression(String replyTimeout) {
		return replyTimeoutExpression(PARSER.parseExpression(replyTimeout));
	}

	/**
	 * Set what says of each message how long to wait, for room and for the answer
	 * together.
	 * @param replyTimeout the expression
	 * @return this
	 * @see UxdOutboundGateway#setReplyTimeoutExpression(Expression)
	 */
	public UxdOutboundGatewaySpec replyTimeoutExpression(Expression replyTimeout) {
		getObject().setReplyTimeoutExpression(replyTimeout);
		return _this();
	}

	/**
	 * Set what the payloads of answers are.
	 * @param replyType {@code byte[].class}, which is the default,
	 * {@code Datagram.class}, or what the bytes are to be converted to
	 * @return this
	 * @see UxdOutboundGateway#setReplyType(Class)
	 */
	public UxdOutboundGatewaySpec replyType(Class<?> replyType) {
		getObject().setReplyType(replyType);
		return _this();
	}

	/**
	 * Set what the payloads of answers are.
	 * @param replyType a generic type that the bytes are to be converted to
	 * @return this
	 * @see UxdOutboundGateway#setReplyType(ParameterizedTypeReference)
	 */
	public UxdOutboundGatewaySpec replyType(ParameterizedTypeReference<?> replyType) {
		getObject().setReplyType(replyType);
		return _this();
	}

	/**
	 * Set the mapper to use in place of the bean.
	 * @param mapper the mapper
	 * @return this
	 * @see UxdOutboundGateway#setMapper(DatagramMessageMapper)
	 */
	public UxdOutboundGatewaySpec mapper(DatagramMessageMapper mapper) {
		getObject().setMapper(mapper);
		return _this();
	}

}

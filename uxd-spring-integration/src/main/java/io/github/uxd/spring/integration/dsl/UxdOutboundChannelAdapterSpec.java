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
import io.github.uxd.spring.integration.outbound.UxdOutboundChannelAdapter;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;

import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.integration.dsl.MessageHandlerSpec;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.messaging.Message;

/**
 * The options of a {@link UxdOutboundChannelAdapter}.
 */
public class UxdOutboundChannelAdapterSpec
		extends MessageHandlerSpec<UxdOutboundChannelAdapterSpec, UxdOutboundChannelAdapter> {

	private static final SpelExpressionParser PARSER = new SpelExpressionParser();

	/**
	 * Create the options.
	 * @param peerId the id of the peer; empty for the primary one
	 */
	protected UxdOutboundChannelAdapterSpec(String peerId) {
		this.target = new UxdOutboundChannelAdapter(peerId);
	}

	/**
	 * Create the options.
	 * @param operations what to send by
	 */
	protected UxdOutboundChannelAdapterSpec(UxdOperations operations) {
		this.target = new UxdOutboundChannelAdapter(operations);
	}

	/**
	 * Set where to send to, whatever messages say.
	 * @param destination where to
	 * @return this
	 * @see UxdOutboundChannelAdapter#setDestination(UxdAddress)
	 */
	public UxdOutboundChannelAdapterSpec destination(UxdAddress destination) {
		getObject().setDestination(destination);
		return _this();
	}

	/**
	 * Set where to send to, whatever messages say.
	 * @param destination the text of an address, as {@link UxdAddress#parse} reads it
	 * @return this
	 * @throws IllegalArgumentException if it is none
	 * @see UxdOutboundChannelAdapter#setDestination(UxdAddress)
	 */
	public UxdOutboundChannelAdapterSpec destination(String destination) {
		return destination(UxdAddress.parse(destination));
	}

	/**
	 * Set what says of each message where it goes.
	 * @param <P> the type of the payload
	 * @param destination gives a {@link UxdAddress}, a {@link java.nio.file.Path}, or the
	 * text of an address
	 * @return this
	 * @see UxdOutboundChannelAdapter#setDestinationExpression(Expression)
	 */
	public <P> UxdOutboundChannelAdapterSpec destinationFunction(Function<Message<P>, ?> destination) {
		return destinationExpression(new FunctionExpression<>(destination));
	}

	/**
	 * Set what says of each message where it goes.
	 * @param destination an expression in SpEL, such as {@code headers['uxd_source']}
	 * @return this
	 * @see UxdOutboundChannelAdapter#setDestinationExpression(Expression)
	 */
	public UxdOutboundChannelAdapterSpec destinationExpression(String destination) {
		return destinationExpression(PARSER.parseExpression(destination));
	}

	/**
	 * Set what says of each message where it goes.
	 * @param destination the expression
	 * @return this
	 * @see UxdOutboundChannelAdapter#setDestinationExpression(Expression)
	 */
	public UxdOutboundChannelAdapterSpec destinationExpression(Expression destination) {
		getObject().setDestinationExpression(destination);
		return _this();
	}

	/**
	 * Set how long to try while the destination is full.
	 * @param sendTimeout the time. That of the template by default
	 * @return this
	 * @see UxdOutboundChannelAdapter#setSendTimeout(Duration)
	 */
	public UxdOutboundChannelAdapterSpec sendTimeout(Duration sendTimeout) {
		getObject().setSendTimeout(sendTimeout);
		return _this();
	}

	/**
	 * Set what says of each message how long to try while the destination is full.
	 * @param <P> the type of the payload
	 * @param sendTimeout gives a {@link Duration}, a number of milliseconds, or
	 * {@code null} for the time of the template
	 * @return this
	 * @see UxdOutboundChannelAdapter#setSendTimeoutExpression(Expression)
	 */
	public <P> UxdOutboundChannelAdapterSpec sendTimeoutFunction(Function<Message<P>, ?> sendTimeout) {
		return sendTimeoutExpression(new FunctionExpression<>(sendTimeout));
	}

	/**
	 * Set what says of each message how long to try while the destination is full.
	 * @param sendTimeout an expression in SpEL
	 * @return this
	 * @see UxdOutboundChannelAdapter#setSendTimeoutExpression(Expression)
	 */
	public UxdOutboundChannelAdapterSpec sendTimeoutExpression(String sendTimeout) {
		return sendTimeoutExpression(PARSER.parseExpression(sendTimeout));
	}

	/**
	 * Set what says of each message how long to try while the destination is full.
	 * @param sendTimeout the expression
	 * @return this
	 * @see UxdOutboundChannelAdapter#setSendTimeoutExpression(Expression)
	 */
	public UxdOutboundChannelAdapterSpec sendTimeoutExpression(Expression sendTimeout) {
		getObject().setSendTimeoutExpression(sendTimeout);
		return _this();
	}

	/**
	 * Set the mapper to use in place of the bean.
	 * @param mapper the mapper
	 * @return this
	 * @see UxdOutboundChannelAdapter#setMapper(DatagramMessageMapper)
	 */
	public UxdOutboundChannelAdapterSpec mapper(DatagramMessageMapper mapper) {
		getObject().setMapper(mapper);
		return _this();
	}

}

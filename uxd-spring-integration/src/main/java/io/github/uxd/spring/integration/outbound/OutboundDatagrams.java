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

import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.integration.PeerLookup;
import io.github.uxd.spring.UxdHeaders;
import io.github.uxd.spring.core.ReplyTimeoutException;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.integration.support.DatagramMessageMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.integration.MessageTimeoutException;
import org.springframework.integration.expression.ExpressionUtils;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessagingException;

/**
 * What an endpoint sends by, and what a message tells of its datagram: the bytes, where
 * to, and how long to try.
 */
final class OutboundDatagrams {

	private final String peerId;

	private @Nullable UxdOperations operations;

	private @Nullable DatagramMessageMapper mapper;

	private @Nullable Expression destination;

	private @Nullable Expression timeout;

	private @Nullable EvaluationContext evaluationContext;

	OutboundDatagrams(@Nullable UxdOperations operations, String peerId) {
		this.operations = operations;
		this.peerId = peerId;
	}

	void setMapper(DatagramMessageMapper mapper) {
		this.mapper = mapper;
	}

	void setDestination(Expression destination) {
		this.destination = destination;
	}

	void setTimeout(Expression timeout) {
		this.timeout = timeout;
	}

	/**
	 * Find what was not given.
	 * @param endpoint the endpoint, as messages call it
	 * @param beanFactory where to find it
	 */
	void initialize(String endpoint, BeanFactory beanFactory) {
		PeerLookup lookup = new PeerLookup(endpoint, this.peerId, beanFactory);
		this.operations = (this.operations != null) ? this.operations : lookup.operations();
		this.mapper = (this.mapper != null) ? this.mapper : lookup.mapper();
		this.evaluationContext = ExpressionUtils.createStandardEvaluationContext(beanFactory);
	}

	UxdOperations operations() {
		return initialized(this.operations);
	}

	DatagramMessageMapper mapper() {
		return initialized(this.mapper);
	}

	private static <T> T initialized(@Nullable T object) {
		if (object == null) {
			throw new IllegalStateException("Not initialized: afterPropertiesSet() was not called");
		}
		return object;
	}

	byte[] payload(Message<?> message) {
		return mapper().fromMessage(message);
	}

	/**
	 * Find out where a message is to go.
	 * @throws MessageHandlingException if nobody says, or what is said is no address
	 */
	UxdAddress destination(Message<?> message) {
		Expression expression = this.destination;
		if (expression != null) {
			Object value = value(expression, message);
			if (value == null) {
				// Not the default one: what is meant for who asked is for nobody else.
				throw new MessageHandlingException(message, "The message has no destination: the expression for it, '"
						+ expression.getExpressionString() + "', gives null");
			}
			return address(value, message);
		}
		Object header = message.getHeaders().get(UxdHeaders.DESTINATION);
		return (header != null) ? address(header, message) : defaultDestination(message);
	}

	private UxdAddress address(Object value, Message<?> message) {
		try {
			if (value instanceof UxdAddress address) {
				return address;
			}
			if (value instanceof Path path) {
				return UxdAddress.of(path);
			}
			if (value instanceof String text) {
				return UxdAddress.parse(text);
			}
		}
		catch (IllegalArgumentException ex) {
			throw new MessageHandlingException(message,
					"The message's destination is no address of a socket: " + ex.getMessage(), ex);
		}
		throw new MessageHandlingException(message, "The message's destination is a " + value.getClass().getName()
				+ ", but should be a UxdAddress, a Path, or the text of an address");
	}

	private UxdAddress defaultDestination(Message<?> message) {
		try {
			return operations().getDefaultDestination();
		}
		catch (IllegalStateException ex) {
			throw new MessageHandlingException(message,
					"The message has no destination: give the endpoint a destination or an expression for it, the message a header '"
							+ UxdHeaders.DESTINATION + "', or the template of the peer a default destination"
							+ " ('template.default-destination')",
					ex);
		}
	}

	/**
	 * Find out how long to try.
	 * @return the time, or {@code null} for that of the template
	 */
	@Nullable Duration timeout(Message<?> message) {
		Object value = value(this.timeout, message);
		if (value == null || value instanceof Duration) {
			return (Duration) value;
		}
		if (value instanceof Number millis) {
			return Duration.ofMillis(millis.longValue());
		}
		throw new MessageHandlingException(message, "The message's timeout is a " + value.getClass().getName()
				+ ", but should be a Duration, or a number of milliseconds");
	}

	private @Nullable Object value(@Nullable Expression expression, Message<?> message) {
		return (expression != null) ? expression.getValue(initialized(this.evaluationContext), message) : null;
	}

	/**
	 * Return what Integration calls a datagram that couldn't be sent or answered.
	 */
	static MessagingException failure(Message<?> message, UxdSendException ex) {
		String text = String.valueOf(ex.getMessage());
		return (ex instanceof ReplyTimeoutException || ex.reason().isFull())
				? new MessageTimeoutException(message, text, ex) : new MessageHandlingException(message, text, ex);
	}

}

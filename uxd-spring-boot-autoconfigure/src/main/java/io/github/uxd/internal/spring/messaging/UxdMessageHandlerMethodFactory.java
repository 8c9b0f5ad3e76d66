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

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.validation.Validator;

/**
 * Makes methods callable with datagrams. A parameter gets, in this order: a
 * {@code @Header} or all {@code @Headers}; what a datagram has of its type without
 * conversion (its bytes as {@code byte[]}, read-only {@code ByteBuffer}, stream or UTF-8
 * text, the {@code Datagram}, the {@code Peer}, the sender's {@code UxdAddress} and
 * {@code SenderCredentials}); a {@code Message}; or the payload, converted by the message
 * converter and validated if it is annotated so. A method with parameters that can't work
 * is refused.
 */
public class UxdMessageHandlerMethodFactory implements MessageHandlerMethodFactory, BeanFactoryAware, InitializingBean {

	private final MessageConverter messageConverter;

	private final @Nullable Validator validator;

	private @Nullable ConfigurableBeanFactory beanFactory;

	private final HandlerMethodArgumentResolverComposite resolvers = new HandlerMethodArgumentResolverComposite();

	/**
	 * Create a factory.
	 * @param messageConverter converts payloads that a parameter doesn't take as they are
	 * @param validator validates payloads annotated with {@code @Valid} or
	 * {@code @Validated}, or {@code null} to validate nothing
	 */
	public UxdMessageHandlerMethodFactory(MessageConverter messageConverter, @Nullable Validator validator) {
		this.messageConverter = messageConverter;
		this.validator = validator;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (beanFactory instanceof ConfigurableBeanFactory configurable) ? configurable : null;
	}

	@Override
	public void afterPropertiesSet() {
		this.resolvers.addResolvers(
				new DatagramHeaderResolver(new DefaultFormattingConversionService(), this.beanFactory),
				new HeadersMethodArgumentResolver());
		this.resolvers.addResolvers(DatagramArgumentResolver.all());
		this.resolvers.addResolver(new ContinuationResolver());
		this.resolvers.addResolvers(new DatagramMessageResolver(this.messageConverter),
				new DatagramPayloadResolver(this.messageConverter, this.validator));
	}

	@Override
	public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
		DatagramHandlerMethod handler = new DatagramHandlerMethod(bean, method, this.resolvers);
		new ParameterChecks(this.resolvers).check(handler.getMethodParameters());
		return handler;
	}

	/**
	 * Make a listener of methods that take datagrams of one type each.
	 * @param handlers the methods
	 * @param defaults those that take what none of them does, of which there may be one
	 * @param peerId the id of the peer, or an empty text for the primary one
	 * @return the listener
	 * @throws IllegalStateException if the methods can't be told apart
	 */
	public PayloadTypeListener createTypeListener(List<HandlerMethodListener> handlers,
			List<HandlerMethodListener> defaults, String peerId) {
		return new PayloadTypeListener(new PayloadTypes(this.messageConverter, this.resolvers), handlers, defaults,
				peerId);
	}

	/**
	 * Make a listener of a method that takes batches.
	 * @param bean the bean whose method it is
	 * @param method the method
	 * @param peerId the id of the peer, or an empty text for the primary one
	 * @return the listener
	 * @throws IllegalStateException if the method can't take batches
	 */
	public BatchMethodListener createBatchListener(Object bean, Method method, String peerId) {
		return new BatchMethodListener(new DatagramHandlerMethod(bean, method, this.resolvers),
				new ParameterChecks(this.resolvers), peerId);
	}

}

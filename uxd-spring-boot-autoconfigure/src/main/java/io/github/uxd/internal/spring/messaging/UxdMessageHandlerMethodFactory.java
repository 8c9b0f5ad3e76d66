package io.github.uxd.internal.spring.messaging;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.MethodParameter;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.validation.Validator;

/**
 * Makes methods callable with datagrams. A parameter gets, in this order: a
 * {@code @Header} or all {@code @Headers}; what a datagram has of its type without
 * conversion (its bytes as {@code byte[]}, read-only {@code ByteBuffer} or UTF-8
 * {@code String}, the {@code Datagram}, the {@code Peer}, the sender's {@code UxdAddress}
 * and {@code SenderCredentials}); a {@code Message}; what the custom resolvers know; or
 * the payload, converted by the message converter and validated if it is annotated so.
 */
public class UxdMessageHandlerMethodFactory extends DefaultMessageHandlerMethodFactory {

	private final MessageConverter messageConverter;

	private final @Nullable Validator validator;

	private ConversionService conversionService = new DefaultFormattingConversionService();

	private List<HandlerMethodArgumentResolver> customArgumentResolvers = List.of();

	private @Nullable ConfigurableBeanFactory beanFactory;

	private @Nullable HandlerMethodArgumentResolverComposite resolvers;

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
	public void setConversionService(ConversionService conversionService) {
		super.setConversionService(conversionService);
		this.conversionService = conversionService;
	}

	@Override
	public void setCustomArgumentResolvers(List<HandlerMethodArgumentResolver> customArgumentResolvers) {
		super.setCustomArgumentResolvers(customArgumentResolvers);
		this.customArgumentResolvers = customArgumentResolvers;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = (beanFactory instanceof ConfigurableBeanFactory configurable) ? configurable : null;
	}

	@Override
	protected List<HandlerMethodArgumentResolver> initArgumentResolvers() {
		List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
		resolvers.add(new DatagramHeaderResolver(this.conversionService, this.beanFactory));
		resolvers.add(new HeadersMethodArgumentResolver());
		resolvers.addAll(DatagramArgumentResolver.all());
		resolvers.add(new DatagramMessageResolver(this.messageConverter));
		resolvers.addAll(this.customArgumentResolvers);
		resolvers.add(new DatagramPayloadResolver(this.messageConverter, this.validator));
		this.resolvers = new HandlerMethodArgumentResolverComposite();
		this.resolvers.addResolvers(resolvers);
		return resolvers;
	}

	@Override
	public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
		if (this.resolvers == null) {
			// Somebody has set others.
			return super.createInvocableHandlerMethod(bean, method);
		}
		InvocableHandlerMethod handler = new DatagramHandlerMethod(bean, method);
		handler.setMessageMethodArgumentResolvers(this.resolvers);
		return handler;
	}

	/**
	 * A method that isn't called if its bean has gone while the arguments were made.
	 */
	private static final class DatagramHandlerMethod extends InvocableHandlerMethod {

		DatagramHandlerMethod(Object bean, Method method) {
			super(bean, method);
		}

		@Override
		@SuppressWarnings("NullAway") // Spring doesn't say that arguments may be null.
		public @Nullable Object invoke(Message<?> message, @Nullable Object... providedArguments) throws Exception {
			@Nullable Object[] arguments = getMethodArgumentValues(message, providedArguments);
			boolean late = message instanceof DatagramMessage datagram && !datagram.mayBeHandled();
			return late ? null : doInvoke(arguments);
		}

	}

	/**
	 * Says why there is no such header.
	 */
	private static final class DatagramHeaderResolver extends HeaderMethodArgumentResolver {

		DatagramHeaderResolver(ConversionService conversionService, @Nullable ConfigurableBeanFactory beanFactory) {
			super(conversionService, beanFactory);
		}

		@Override
		protected void handleMissingValue(String name, MethodParameter parameter, Message<?> message) {
			throw AbsentValue.of(name, parameter, message);
		}

	}

	/**
	 * Leaves it to the converter whether no bytes are a payload: they are a text, say.
	 */
	private static final class DatagramMessageResolver extends MessageMethodArgumentResolver {

		DatagramMessageResolver(MessageConverter converter) {
			super(converter);
		}

		@Override
		protected boolean isEmptyPayload(@Nullable Object payload) {
			return payload == null;
		}

	}

}

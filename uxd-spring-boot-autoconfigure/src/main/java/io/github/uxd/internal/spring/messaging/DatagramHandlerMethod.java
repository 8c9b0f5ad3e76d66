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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.NativeDetector;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolverComposite;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method that isn't called if its bean has gone while the arguments were made, and that
 * can be called without a message if the parameters need none.
 */
final class DatagramHandlerMethod extends InvocableHandlerMethod {

	private final HandlerMethodArgumentResolverComposite resolvers;

	private final @Nullable ViewCall viewCall;

	private final @Nullable KotlinFunction function;

	DatagramHandlerMethod(Object bean, Method method, HandlerMethodArgumentResolverComposite resolvers) {
		super(bean, method);
		this.function = KotlinFunction.of(getBridgedMethod());
		setMessageMethodArgumentResolvers(resolvers);
		this.resolvers = resolvers;
		MethodParameter[] parameters = getMethodParameters();
		List<DatagramArgumentResolver> found = Arrays.stream(parameters)
			.map((parameter) -> resolver(resolvers, parameter))
			.filter(Objects::nonNull)
			.toList();
		// In a native image handles are interpreted, and have to be asked for in advance.
		boolean worthIt = found.size() == parameters.length && this.function == null && !NativeDetector.inNativeImage();
		this.viewCall = worthIt ? ViewCall.of(bean, getBridgedMethod(), parameters, found) : null;
	}

	private static @Nullable DatagramArgumentResolver resolver(HandlerMethodArgumentResolverComposite resolvers,
			MethodParameter parameter) {
		return resolvers.getResolvers()
			.stream()
			.filter((resolver) -> resolver.supportsParameter(parameter))
			.findFirst()
			.filter(DatagramArgumentResolver.class::isInstance)
			.map(DatagramArgumentResolver.class::cast)
			.orElse(null);
	}

	/**
	 * Return how the method is called without a message.
	 * @return the call, or {@code null} if it can't be called so
	 */
	@Nullable ViewCall viewCall() {
		return this.viewCall;
	}

	/**
	 * Make what a parameter would take.
	 * @throws Exception if it can't be made of this datagram
	 */
	Object element(MethodParameter parameter, DatagramMessage message) throws Exception {
		return Objects.requireNonNull(this.resolvers.resolveArgument(parameter, message));
	}

	/**
	 * Call the method with what is found for each of its parameters.
	 */
	void call(Function<MethodParameter, Object> arguments) throws Exception {
		doInvoke(Arrays.stream(getMethodParameters()).map(arguments).toArray());
	}

	@Override
	@SuppressWarnings("NullAway") // Spring doesn't say that arguments may be null.
	public @Nullable Object invoke(Message<?> message, @Nullable Object... providedArguments) throws Exception {
		@Nullable Object[] arguments = getMethodArgumentValues(message, providedArguments);
		boolean late = message instanceof DatagramMessage datagram && !datagram.mayBeHandled();
		return late ? null : doInvoke(arguments);
	}

	@Override
	@SuppressWarnings("NullAway") // Spring doesn't say that arguments may be null.
	protected @Nullable Object doInvoke(@Nullable Object... arguments) throws Exception {
		return (this.function != null && this.function.isNeeded(arguments)) ? this.function.call(getBean(), arguments)
				: super.doInvoke(arguments);
	}

}

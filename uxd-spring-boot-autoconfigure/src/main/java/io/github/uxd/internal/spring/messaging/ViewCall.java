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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;

/**
 * The call of a method whose parameters are all things that a datagram has where it was
 * received: without a message, and with nothing that looks for who makes an argument.
 */
final class ViewCall {

	private static final MethodType TYPE = MethodType.methodType(Object.class, DatagramView.class, Peer.class);

	private static final MethodHandle ARGUMENT;

	static {
		try {
			ARGUMENT = MethodHandles.lookup().findVirtual(Argument.class, "of", TYPE);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final MethodHandle call;

	private ViewCall(MethodHandle call) {
		this.call = call;
	}

	/**
	 * Make the call of a method.
	 * @param bean whose method it is
	 * @param method the method, which is accessible
	 * @param parameters its parameters
	 * @param resolvers for each of them what makes its argument
	 * @return the call, or {@code null} if the method can't be called so
	 */
	static @Nullable ViewCall of(Object bean, Method method, MethodParameter[] parameters,
			List<DatagramArgumentResolver> resolvers) {
		MethodHandle call;
		try {
			call = MethodHandles.lookup().unreflect(method).asFixedArity();
		}
		catch (IllegalAccessException ex) {
			return null;
		}
		if (call.type().parameterCount() > parameters.length) {
			call = call.bindTo(bean);
		}
		int[] order = new int[2 * parameters.length];
		for (int i = parameters.length - 1; i >= 0; i--) {
			MethodHandle argument = ARGUMENT.bindTo(new Argument(parameters[i], resolvers.get(i)));
			call = MethodHandles.collectArguments(call, i,
					argument.asType(TYPE.changeReturnType(call.type().parameterType(i))));
			order[2 * i + 1] = 1;
		}
		MethodType type = TYPE.changeReturnType(call.type().returnType());
		return new ViewCall(MethodHandles.permuteArguments(call, type, order).asType(TYPE));
	}

	/**
	 * Call the method.
	 * @return what it returns
	 * @throws AbsentException if the datagram lacks what a parameter needs: then the
	 * method wasn't called
	 * @throws Throwable what the method throws
	 */
	@Nullable Object invoke(DatagramView view, Peer peer) throws Throwable {
		return this.call.invokeExact(view, peer);
	}

	/**
	 * Makes the argument for a parameter.
	 */
	private static final class Argument {

		private final DatagramArgumentResolver resolver;

		private final boolean wrapped;

		private final boolean needed;

		Argument(MethodParameter parameter, DatagramArgumentResolver resolver) {
			this.resolver = resolver;
			this.wrapped = parameter.getParameterType() == Optional.class;
			this.needed = resolver.isNeeded(parameter);
		}

		@Nullable Object of(DatagramView view, Peer peer) {
			Object value = this.resolver.ofView().apply(view, peer);
			if (this.wrapped) {
				return Optional.ofNullable(value);
			}
			if (value == null && this.needed) {
				throw AbsentException.INSTANCE;
			}
			return value;
		}

	}

	/**
	 * Tells that a datagram lacks something. The one instance has no stack trace: nobody
	 * but us ever sees it.
	 */
	static final class AbsentException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private static final AbsentException INSTANCE = new AbsentException();

		private AbsentException() {
			super(null, null, false, false);
		}

	}

}

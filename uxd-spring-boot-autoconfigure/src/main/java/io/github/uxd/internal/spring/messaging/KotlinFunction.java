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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import kotlin.Unit;
import kotlin.reflect.KFunction;
import kotlin.reflect.KParameter;
import kotlin.reflect.KParameter.Kind;
import kotlin.reflect.full.KCallables;
import kotlin.reflect.jvm.KCallablesJvm;
import kotlin.reflect.jvm.ReflectJvmMapping;
import org.jspecify.annotations.Nullable;

import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A function of Kotlin that a plain call of its method can't call, always or where an
 * argument is missing. To be asked for on any class path; Kotlin's own classes are
 * touched where they are.
 */
abstract class KotlinFunction {

	private static final boolean COROUTINES_PRESENT = KotlinDetector.isKotlinReflectPresent()
			&& ClassUtils.isPresent("kotlinx.coroutines.reactor.MonoKt", KotlinFunction.class.getClassLoader());

	/**
	 * Find the function of a method.
	 * @param method the method
	 * @return the function, or {@code null} if a plain call does
	 * @throws IllegalStateException if it suspends, and there is nothing to call it with
	 */
	static @Nullable KotlinFunction of(Method method) {
		if (KotlinDetector.isSuspendingFunction(method)) {
			if (!COROUTINES_PRESENT) {
				throw new IllegalStateException("it is a suspending function, which needs kotlinx-coroutines-reactor "
						+ "and kotlin-reflect to be called; add both, or write a plain function");
			}
			return new Suspending(method);
		}
		return (KotlinDetector.isKotlinReflectPresent() && KotlinDetector.isKotlinType(method.getDeclaringClass()))
				? WithDefaults.of(method) : null;
	}

	/**
	 * Return whether a plain call doesn't do.
	 * @param arguments the arguments; {@code null} for one that is missing
	 */
	abstract boolean isNeeded(@Nullable Object[] arguments);

	/**
	 * Call the function.
	 * @param bean whose it is
	 * @param arguments the arguments; {@code null} for one that is missing
	 * @return what it returns; a publisher of that if it suspends, which calls it when
	 * somebody subscribes
	 * @throws Exception what it throws
	 */
	abstract @Nullable Object call(Object bean, @Nullable Object[] arguments) throws Exception;

	/**
	 * One that suspends.
	 */
	private static final class Suspending extends KotlinFunction {

		private final Method method;

		Suspending(Method method) {
			this.method = method;
		}

		@Override
		boolean isNeeded(@Nullable Object[] arguments) {
			return true;
		}

		@Override
		@SuppressWarnings("NullAway") // JDK 17 doesn't see that arguments may be null.
		Object call(Object bean, @Nullable Object[] arguments) {
			return CoroutinesUtils.invokeSuspendingFunction(this.method, bean, arguments);
		}

	}

	/**
	 * One that has parameters with a default.
	 */
	private static final class WithDefaults extends KotlinFunction {

		private final KFunction<?> function;

		private final @Nullable KParameter instance;

		private final List<KParameter> parameters;

		private WithDefaults(KFunction<?> function) {
			this.function = function;
			this.instance = KCallables.getInstanceParameter(function);
			this.parameters = function.getParameters()
				.stream()
				.filter((parameter) -> parameter.getKind() != Kind.INSTANCE)
				.toList();
		}

		static @Nullable KotlinFunction of(Method method) {
			KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
			if (function == null || function.getParameters().stream().noneMatch(KParameter::isOptional)) {
				return null;
			}
			KCallablesJvm.setAccessible(function, true);
			return new WithDefaults(function);
		}

		@Override
		boolean isNeeded(@Nullable Object[] arguments) {
			return Stream.of(arguments).anyMatch((argument) -> argument == null);
		}

		@Override
		@Nullable Object call(Object bean, @Nullable Object[] arguments) throws Exception {
			Map<KParameter, @Nullable Object> values = new HashMap<>();
			if (this.instance != null) {
				values.put(this.instance, bean);
			}
			for (int i = 0; i < arguments.length; i++) {
				if (arguments[i] != null || !this.parameters.get(i).isOptional()) {
					values.put(this.parameters.get(i), arguments[i]);
				}
			}
			try {
				Object result = this.function.callBy(values);
				return (result != Unit.INSTANCE) ? result : null;
			}
			catch (Exception ex) {
				// Kotlin doesn't declare what it throws.
				if (ex instanceof InvocationTargetException wrapper) {
					ReflectionUtils.rethrowException(wrapper.getTargetException());
				}
				throw ex;
			}
		}

	}

}

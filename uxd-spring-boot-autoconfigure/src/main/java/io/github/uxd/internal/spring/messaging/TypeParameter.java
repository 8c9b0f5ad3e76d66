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
import java.lang.reflect.Type;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

/**
 * Tells message converters a generic type: they ask a method's parameter for it, of which
 * there is none here.
 */
final class TypeParameter extends MethodParameter {

	private static final Method ANY = Objects.requireNonNull(ReflectionUtils.findMethod(Object.class, "toString"));

	private final Type type;

	private final String role;

	/**
	 * Create a parameter.
	 * @param type the type
	 * @param role what is of the type, as messages say it
	 */
	TypeParameter(Type type, String role) {
		super(ANY, -1);
		this.type = type;
		this.role = role;
	}

	String role() {
		return this.role;
	}

	@Override
	public Class<?> getParameterType() {
		return ResolvableType.forType(this.type).toClass();
	}

	@Override
	public Type getGenericParameterType() {
		return this.type;
	}

	@Override
	public Type getNestedGenericParameterType() {
		return this.type;
	}

	/**
	 * Return a parameter of the type that this one's is made of, such as the payload of a
	 * message.
	 */
	@Override
	public MethodParameter nested() {
		return new TypeParameter(ResolvableType.forType(this.type).getGeneric().getType(), this.role);
	}

	@Override
	public TypeParameter clone() {
		return new TypeParameter(this.type, this.role);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TypeParameter parameter && parameter.type.equals(this.type);
	}

	@Override
	public int hashCode() {
		return this.type.hashCode();
	}

}

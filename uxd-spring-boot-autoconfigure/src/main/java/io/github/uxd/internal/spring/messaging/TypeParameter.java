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

	TypeParameter(Type type) {
		super(ANY, -1);
		this.type = type;
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

	@Override
	public TypeParameter clone() {
		return new TypeParameter(this.type);
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

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
package io.github.uxd.spring.boot.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Tells a native image what is loaded or called by name. (Spring Boot itself sees to the
 * properties, and junixsocket to its library.)
 */
final class UxdRuntimeHints implements RuntimeHintsRegistrar {

	/**
	 * Loaded on newer JDKs only, so that this one may not have it.
	 */
	private static final TypeReference FOREIGN_KERNEL = TypeReference
		.of("io.github.uxd.internal.transport.ForeignKernel");

	/**
	 * What the expressions of {@code @SendTo} begin with.
	 */
	private static final List<TypeReference> REPLIES = List.of(
			TypeReference.of("io.github.uxd.internal.spring.messaging.ReplyExpression$Root"),
			TypeReference.of("io.github.uxd.internal.spring.messaging.Asked"));

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.reflection().registerType(FOREIGN_KERNEL, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		// Whether a time has a unit of its own stands at its field.
		hints.reflection().registerType(PollerProperties.class, MemberCategory.ACCESS_DECLARED_FIELDS);
		REPLIES.forEach((type) -> hints.reflection().registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS));
	}

}

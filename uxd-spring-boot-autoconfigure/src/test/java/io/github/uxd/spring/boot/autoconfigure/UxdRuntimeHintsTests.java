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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a native image is told.
 */
class UxdRuntimeHintsTests {

	private static final String FOREIGN_KERNEL = "io.github.uxd.internal.transport.ForeignKernel";

	@Test
	void theKernelThatIsLoadedByNameCanBeMade() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of(FOREIGN_KERNEL))
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(hints());
	}

	@Test
	void whatTheExpressionOfADestinationReadsCanBeCalled() throws Exception {
		for (String name : List.of("ReplyExpression$Root", "Asked")) {
			Class<?> type = Class.forName("io.github.uxd.internal.spring.messaging." + name);
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(hints());
		}
	}

	private RuntimeHints hints() {
		List<RuntimeHintsRegistrar> ours = AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.asList()
			.stream()
			.filter(UxdRuntimeHints.class::isInstance)
			.toList();
		assertThat(ours).as("found by the build").hasSize(1);
		RuntimeHints hints = new RuntimeHints();
		ours.get(0).registerHints(hints, getClass().getClassLoader());
		return hints;
	}

	@Test
	@EnabledForJreRange(minVersion = 22)
	void thatKernelHasThisName() throws Exception {
		assertThat(Class.forName(FOREIGN_KERNEL).getDeclaredConstructor()).isNotNull();
	}

}

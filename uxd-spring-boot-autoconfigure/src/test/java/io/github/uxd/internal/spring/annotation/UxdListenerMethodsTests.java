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
package io.github.uxd.internal.spring.annotation;

import java.lang.reflect.Method;

import io.github.uxd.spring.annotation.UxdListener;
import org.junit.jupiter.api.Test;

import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UxdListenerMethods}.
 */
class UxdListenerMethodsTests {

	private final UxdListenerMethods methods = new UxdListenerMethods();

	@Test
	void methodsAreFoundInTheOrderOfTheirNames() {
		for (int i = 0; i < 2; i++) {
			assertThat(this.methods.find(Listening.class).ofMethods().keySet()).extracting(Method::getName)
				.containsExactly("first", "second", "third");
		}
	}

	@Test
	void aClassThatExtendsOneOfSpringsIsLookedAt() {
		assertThat(this.methods.find(Extending.class).ofMethods()).hasSize(1);
	}

	@Test
	void springsOwnClassesHaveNone() {
		for (int i = 0; i < 2; i++) {
			assertThat(this.methods.find(GenericApplicationContext.class).areNone()).isTrue();
		}
	}

	static class Listening {

		@UxdListener
		void third() {
		}

		@UxdListener
		void first() {
		}

		@UxdListener
		void second() {
		}

		void other() {
		}

	}

	static class Extending extends GenericApplicationContext {

		@UxdListener
		void listen() {
		}

	}

}

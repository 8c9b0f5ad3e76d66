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
package io.github.uxd.spring.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerMethodReflectiveProcessorTests {

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void register() {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, Bean.class);
	}

	@Test
	void listenerMethodsCanBeCalled() throws Exception {
		for (String method : List.of("receive", "composed")) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onMethodInvocation(Bean.class.getDeclaredMethod(method, (method.equals("receive")
						? new Class<?>[] { First.class, Peer.class } : new Class<?>[] { Message.class }))))
				.accepts(this.hints);
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(
					Bean.class.getDeclaredMethod("repeated", Optional.class, UxdAddress.class, Other.class, Map.class)))
			.accepts(this.hints);
	}

	@Test
	void whatIsTakenAndReturnedCanBeBound() {
		for (Class<?> type : List.of(First.class, Nested.class, Second.class, Third.class, Answer.class, Item.class)) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).as(type.getSimpleName())
				.accepts(this.hints);
		}
	}

	@Test
	void whatHandlersHaveInCommonCanBeBoundToo() {
		for (Class<?> type : List.of(Kind.class, Abstract.class, Special.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getSimpleName()).accepts(this.hints);
		}
	}

	@Test
	void whatASuspendingFunctionReturnsCanBeBound() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Late.class)
			.withMemberCategories(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(this.hints);
	}

	@Test
	void whatIsNeverConvertedNeedsNoHints() {
		for (Class<?> type : List.of(Peer.class, Datagram.class, UxdAddress.class, Message.class, Other.class,
				CompletableFuture.class, Optional.class)) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).as(type.getSimpleName()).rejects(this.hints);
		}
	}

	@UxdListener
	@Retention(RetentionPolicy.RUNTIME)
	@interface Composed {

	}

	record First(Nested nested) {
	}

	record Nested(int value) {
	}

	record Second(int value) {
	}

	record Third(int value) {
	}

	record Answer(String text) {
	}

	record Item(String text) {
	}

	record Other(String text) {
	}

	record Late(String text) {
	}

	interface Kind {

	}

	abstract static class Abstract implements Kind {

	}

	static class Special extends Abstract {

	}

	@SuppressWarnings("unused")
	static class Bean {

		@UxdListener
		CompletableFuture<Answer> receive(First first, Peer peer) {
			return CompletableFuture.completedFuture(new Answer(""));
		}

		@Composed
		List<Item> composed(Message<Second> message) {
			return List.of();
		}

		@UxdHandler
		void special(Message<Special> message) {
		}

		@UxdListener
		Object suspending(String text, Continuation<? super Late> continuation) {
			return text;
		}

		@UxdListener(peer = "a")
		@UxdListener(peer = "b")
		Datagram repeated(Optional<Third> third, UxdAddress source, @Header("other") Other other,
				@Headers Map<String, Object> headers) {
			return null;
		}

	}

}

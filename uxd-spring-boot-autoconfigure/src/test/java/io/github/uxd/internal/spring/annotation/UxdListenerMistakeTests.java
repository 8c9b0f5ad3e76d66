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

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.uxd.DatagramView;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.annotation.UxdListenerRegistrationException;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Scope;
import org.springframework.messaging.Message;
import org.springframework.scheduling.annotation.Async;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UxdListenerMistakeTests {

	@Test
	void aPeerThatThereIsNoneOfEndsTheStart() {
		assertThatStartFails((spring) -> spring.registerBean("x", UnknownPeer.class),
				"@UxdListener on io.github.uxd.internal.spring.annotation.UxdListenerMistakeTests$UnknownPeer.receive"
						+ " of bean 'x' can't listen: There is no peer 'nowhere', only main");
	}

	@Test
	void anIdThatIsTakenEndsTheStart() {
		assertThatStartFails((spring) -> {
			spring.registerBean("x", Named.class);
			spring.registerBean("y", Named.class);
		}, "$Named.receive of bean 'y' can't listen: There is a listener 'mine' already");
	}

	@Test
	void anAutoStartupThatIsNeitherTrueNorFalseEndsTheStart() {
		assertThatStartFails((spring) -> spring.registerBean("x", WrongAutoStartup.class),
				"of bean 'x' can't listen: its autoStartup must be true or false, and is 'sensors'");
	}

	@Test
	void aPlaceholderWithoutAValueEndsTheStart() {
		assertThatStartFails((spring) -> spring.registerBean("x", MissingPlaceholder.class),
				"of bean 'x' can't listen: ", "app.unknown");
	}

	@Test
	void anExpressionWithoutAValueEndsTheStart() {
		assertThatStartFails((spring) -> spring.registerBean("x", NullExpression.class),
				"of bean 'x' can't listen: its peer '#{null}' evaluates to null");
	}

	@Test
	void aBeanThatThereAreSeveralOfIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class)
			.isThrownBy(() -> UxdListenerContext.of((spring) -> spring.registerBean("x", Prototype.class)).close())
			.havingCause()
			.isInstanceOf(UxdListenerRegistrationException.class)
			.withMessageContaining("$Prototype.receive of bean 'x' can't listen: the bean isn't a singleton");
	}

	@Test
	void whatOthersAreGivenIsRefused() {
		assertThatStartFails((spring) -> spring.registerBean("x", OfAnEvent.class),
				"a DatagramReceivedEvent is an event; annotate the method with @EventListener");
	}

	@Test
	void aViewForWorkThatGoesOnAfterTheCallEndsTheStart() {
		for (Class<?> type : List.of(LaterOfAView.class, AsyncOfAView.class)) {
			assertThatStartFails((spring) -> spring.registerBean("x", type),
					"$" + type.getSimpleName() + ".receive of bean 'x' can't listen: "
							+ "its work goes on after it has returned, and a DatagramView is valid for the call only; "
							+ "take a Datagram, byte[] or ByteBuffer");
		}
	}

	@Test
	void aMessageOfAViewEndsTheStart() {
		assertThatStartFails((spring) -> spring.registerBean("x", MessageOfAView.class),
				"$MessageOfAView.receive of bean 'x' can't listen: its parameter 0 (Message<DatagramView>) may be kept, "
						+ "and a DatagramView is valid for the call only; take a Message<Datagram>");
	}

	@Test
	void aSuspendingFunctionWithoutWhatCallsItEndsTheStart() {
		assertThatStartFails((spring) -> spring.registerBean("x", Suspending.class),
				"$Suspending.receive of bean 'x' can't listen: it is a suspending function, which needs "
						+ "kotlinx-coroutines-reactor and kotlin-reflect to be called; add both, or write a plain function");
	}

	@Test
	void anObjectThatIsNoBeanIsRefused() {
		try (UxdListenerContext context = UxdListenerContext.of((spring) -> {
		})) {
			assertThatExceptionOfType(BeanInitializationException.class)
				.isThrownBy(() -> context.beanFactory().initializeBean(new Named(), "guest"))
				.withMessageContaining("of bean 'guest' can't listen: the bean isn't a singleton");
		}
	}

	private static void assertThatStartFails(Consumer<AnnotationConfigApplicationContext> changes, String... messages) {
		var failure = assertThatExceptionOfType(BeanInitializationException.class)
			.isThrownBy(() -> UxdListenerContext.of(changes).close());
		for (String message : messages) {
			failure.withMessageContaining(message);
		}
	}

	static class UnknownPeer {

		@UxdListener(peer = "nowhere")
		void receive() {
		}

	}

	static class Named {

		@UxdListener(id = "mine")
		void receive() {
		}

	}

	static class WrongAutoStartup {

		@UxdListener(autoStartup = "${app.peer}")
		void receive() {
		}

	}

	static class MissingPlaceholder {

		@UxdListener(peer = "${app.unknown}")
		void receive() {
		}

	}

	static class NullExpression {

		@UxdListener(peer = "#{null}")
		void receive() {
		}

	}

	static class OfAnEvent {

		@UxdListener
		void receive(DatagramReceivedEvent event) {
		}

	}

	static class LaterOfAView {

		@UxdListener
		Optional<CompletableFuture<String>> receive(Optional<DatagramView> view) {
			return Optional.empty();
		}

	}

	@Async
	static class AsyncOfAView {

		@UxdListener
		void receive(DatagramView view) {
		}

	}

	static class MessageOfAView {

		@UxdListener
		void receive(Message<DatagramView> message) {
		}

	}

	/**
	 * What Kotlin makes of a suspending function.
	 */
	static class Suspending {

		@UxdListener
		Object receive(String text, Continuation<? super String> continuation) {
			return text;
		}

	}

	@Scope("prototype")
	static class Prototype {

		@UxdListener
		void receive() {
		}

	}

}

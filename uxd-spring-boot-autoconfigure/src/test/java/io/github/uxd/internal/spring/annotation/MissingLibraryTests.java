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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.messaging.HandlerMethodListener;
import io.github.uxd.internal.spring.messaging.ReplySender;
import io.github.uxd.internal.spring.messaging.UxdMessageHandlerMethodFactory;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.core.SimplePayloadConverter;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeansException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.converter.StringMessageConverter;

import static org.assertj.core.api.Assertions.assertThat;

class MissingLibraryTests {

	@Test
	void withoutSpringMessagingAListenerEndsTheStart() throws Exception {
		assertThat(WithoutLibrary.call("spring-messaging-", StartWithListener.class)).isEqualTo("@UxdListener on "
				+ ListenerBean.class.getName() + ".receive of bean 'x' needs spring-messaging, which is missing: "
				+ "add spring-messaging (uxd-spring-boot-starter has it)");
	}

	@Test
	void withoutJacksonJsonIsRefusedWithWhatToAdd() throws Exception {
		assertThat(WithoutLibrary.call("jackson-databind-", ReceiveJson.class)).asString()
			.contains("No message converter makes a " + Reading.class.getName(),
					"for JSON add Jackson (tools.jackson.core:jackson-databind)");
	}

	@Test
	void withoutBeanValidationFailuresAreTheListenersOwn() throws Exception {
		assertThat(WithoutLibrary.call("jakarta.validation-api-", BlameTheSender.class)).isEqualTo("false");
	}

	@Test
	void withoutReactiveStreamsAnswersAreSentAllTheSame() throws Exception {
		assertThat(WithoutLibrary.call("reactive-streams-", Answer.class)).isEqualTo("HELLO");
	}

	static class Answer implements Callable<String> {

		@Override
		public String call() throws Exception {
			StringBuilder answer = new StringBuilder();
			ReplySender replies = new ReplySender("listener", new SimplePayloadConverter(), "",
					(peerId, reply, destination) -> {
						answer.append(new String(reply, StandardCharsets.UTF_8));
						return CompletableFuture.completedFuture(null);
					});
			replies.reply("HELLO", Datagram.of(new byte[0], UxdAddress.ofAbstract("asker")));
			return answer.toString();
		}

	}

	static class StartWithListener implements Callable<String> {

		@Override
		public String call() {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.registerBean(MissingMessagingListenerCheck.class);
				context.registerBean("x", ListenerBean.class);
				context.refresh();
				return "started";
			}
			catch (BeansException ex) {
				return ex.getMostSpecificCause().getMessage();
			}
		}

	}

	static class ListenerBean {

		@UxdListener
		void receive(String text) {
		}

	}

	record Reading(int value) {
	}

	static class ReceiveJson implements Callable<String> {

		void receive(Reading reading) {
		}

		@Override
		public String call() throws Exception {
			UxdMessageHandlerMethodFactory factory = new UxdMessageHandlerMethodFactory(new StringMessageConverter(),
					null);
			factory.afterPropertiesSet();
			try {
				factory.createInvocableHandlerMethod(this, getClass().getDeclaredMethod("receive", Reading.class));
				return "started";
			}
			catch (IllegalStateException ex) {
				return ex.getMessage();
			}
		}

	}

	static class BlameTheSender implements Callable<String> {

		void receive(String text) {
		}

		@Override
		public String call() throws Exception {
			UxdMessageHandlerMethodFactory factory = new UxdMessageHandlerMethodFactory(new StringMessageConverter(),
					null);
			factory.afterPropertiesSet();
			return "" + new HandlerMethodListener(
					factory.createInvocableHandlerMethod(this, getClass().getDeclaredMethod("receive", String.class)),
					"", null)
				.isCausedBySender(new IllegalStateException("as asked"), Datagram.of(new byte[0], null));
		}

	}

}

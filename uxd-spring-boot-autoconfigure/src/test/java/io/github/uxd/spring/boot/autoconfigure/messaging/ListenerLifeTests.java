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
package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.annotation.UxdListenerAnnotationBeanPostProcessor;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listener methods live as long as their beans.
 */
@Timeout(60)
class ListenerLifeTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("main"));
	}

	@Test
	void theListenersOfAChildEndWithItAndComeAgainWithTheNext() {
		this.runner.run((parent) -> {
			UxdListenerRegistry registry = parent.getBean(UxdListenerRegistry.class);
			for (Class<?> listening : List.of(Answer.class, Answer.class, AnswerFactory.class, AnswerFactory.class)) {
				this.runner.withParent(parent.getSourceApplicationContext())
					.withBean("answer", listening)
					.run((child) -> {
						assertThat(child).hasNotFailed().hasBean("answer");
						child.getBean("answer");
						assertThat(parent.getBean(UxdOperations.class)
							.sendAndReceive("hello".getBytes(), UxdAddress.of(parent.getBean(Peer.class).path()))
							.text()).isEqualTo("re hello");
					});
				assertThat(registry.getContainers()).as(listening.getName()).isEmpty();
				assertThat(parent.getBean(PeerPoller.class).isPauseRequested()).isFalse();
			}
		});
	}

	@Test
	void aPeerWithoutItsLastListenerGoesOnEvenIfThatWasStopped() {
		this.runner.run((context) -> {
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			PeerPoller poller = context.getBean(PeerPoller.class);
			List<String> received = new CopyOnWriteArrayList<>();
			registry.register("stopped", "", 0, false, (datagram, peer) -> received.add("stopped"));
			UxdListenerContainer container = registry.register("running", "", 0, true,
					(datagram, peer) -> received.add("running"));
			assertThat(registry.unregister("running")).isSameAs(container);
			assertThat(container.isRunning()).isFalse();
			assertThat(poller.isPauseRequested()).as("the other one is stopped").isTrue();
			registry.unregister("stopped");
			assertThat(poller.isPauseRequested()).isFalse();
			container.start();
			assertThat(container.isRunning()).as("after it was unregistered").isFalse();
			Peer peer = context.getBean(Peer.class);
			TestSockets.send(peer.path(), "to nobody");
			Awaitility.await().until(() -> peer.statistics().received() == 1);
			assertThat(received).isEmpty();
			assertThat(registry.unregister("running")).isNull();
		});
	}

	@Test
	void aBeanThatAnotherThreadMakesAtTheEndOfTheStartListens() {
		this.runner.withBean("answer", Answer.class).run((context) -> {
			UxdListenerRegistry registry = context.getBean(UxdListenerRegistry.class);
			// Other processors register it below.
			registry.unregister("answer.answer");
			for (int i = 0; i < 3000; i++) {
				UxdListenerAnnotationBeanPostProcessor processor = new UxdListenerAnnotationBeanPostProcessor();
				processor.setBeanFactory(context.getBeanFactory());
				CyclicBarrier together = new CyclicBarrier(2);
				CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
					await(together);
					processor.postProcessAfterInitialization(new Answer(), "answer");
				});
				await(together);
				processor.afterSingletonsInstantiated();
				other.join();
				assertThat(registry.getContainer("answer.answer")).isNotNull();
				processor.postProcessBeforeDestruction(new Answer(), "answer");
			}
		});
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	static class Answer {

		@UxdListener
		String answer(String text) {
			return "re " + text;
		}

	}

	static class AnswerFactory implements FactoryBean<Answer> {

		@Override
		public Answer getObject() {
			return new Answer();
		}

		@Override
		public Class<?> getObjectType() {
			return Answer.class;
		}

	}

}

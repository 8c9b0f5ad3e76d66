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
import java.util.Map;
import java.util.function.Consumer;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.messaging.RecordedReplies;
import io.github.uxd.internal.spring.messaging.ReplyOperations;
import io.github.uxd.internal.spring.messaging.TestListeners;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.listener.UxdListenerRegistry;

import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * An application with listener methods, and without pollers.
 */
final class UxdListenerContext implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final RecordingRegistry registry = new RecordingRegistry();

	private final RecordedReplies replies = new RecordedReplies();

	private final Peer peer = Peer.builder().temp(true).build();

	private UxdListenerContext() {
	}

	/**
	 * Start an application with the infrastructure that listeners need and some classes.
	 */
	static UxdListenerContext of(Class<?>... classes) {
		return of((context) -> context.register(classes));
	}

	static UxdListenerContext of(Consumer<AnnotationConfigApplicationContext> changes) {
		UxdListenerContext started = new UxdListenerContext();
		AnnotationConfigApplicationContext context = started.context;
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("app.peer", "sensors", "app.auto-startup", "false")));
		// As Spring Boot has it: placeholders without a value are errors.
		context.registerBean(PropertySourcesPlaceholderConfigurer.class);
		context.registerBean(UxdListenerAnnotationBeanPostProcessor.class);
		context.registerBean(UxdListenerRegistry.class, started.registry::registry);
		context.registerBean(UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME,
				MessageHandlerMethodFactory.class, TestListeners::factory);
		context.registerBean(PayloadConverter.class, () -> TestListeners.CONVERTER);
		context.registerBean(ReplyOperations.class, started::replies);
		changes.accept(context);
		context.refresh();
		return started;
	}

	RecordingRegistry registry() {
		return this.registry;
	}

	RecordedReplies replies() {
		return this.replies;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	AutowireCapableBeanFactory beanFactory() {
		return this.context.getAutowireCapableBeanFactory();
	}

	void receive(String text) throws Exception {
		receive("", text);
	}

	void receive(String peerId, String text) throws Exception {
		this.registry.dispatch(peerId, Datagram.of(text.getBytes(StandardCharsets.UTF_8), UxdAddress.of("/run/asker")),
				this.peer);
	}

	/**
	 * Have the only listener fail, and return whether that is the sender's fault.
	 */
	boolean isCausedBySender(String text) {
		DatagramListener listener = this.registry.only().listener();
		Datagram datagram = Datagram.of(text.getBytes(StandardCharsets.UTF_8), UxdAddress.of("/run/asker"));
		Throwable failure = catchThrowable(() -> listener.onDatagram(datagram, this.peer));
		assertThat(failure).isNotNull();
		return listener.isCausedBySender(failure, datagram);
	}

	@Override
	public void close() {
		this.context.close();
		this.peer.close();
	}

}

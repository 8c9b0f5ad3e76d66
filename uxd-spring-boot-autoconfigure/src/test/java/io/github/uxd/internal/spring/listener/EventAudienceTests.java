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
package io.github.uxd.internal.spring.listener;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.event.PeerStartedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;

class EventAudienceTests {

	private static final String MULTICASTER = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext();

	private Peer peer;

	@BeforeEach
	void makePeer() throws Exception {
		this.peer = Peer.builder().name("heard").temp(true).build();
	}

	@AfterEach
	void close() {
		this.context.close();
		this.parent.close();
		this.peer.close();
	}

	@Test
	void nobodyListensWhereThereAreNoListenersOrOthers() {
		this.context.registerBean("closed", OfOthers.class);
		ask();
		assertThat(audience().getAsBoolean()).isFalse();
		assertThat(audience().getAsBoolean()).isFalse();
	}

	@Test
	void annotatedMethodsListen() {
		this.context.registerBean("annotated", Annotated.class);
		ask();
		assertThat(audience().getAsBoolean()).isTrue();
	}

	@Test
	void whoListensToAllEventsListensToThese() {
		this.context.registerBean("all", OfAll.class);
		ask();
		assertThat(audience().getAsBoolean()).isTrue();
	}

	@Test
	void whoComesLaterIsThereAtOnceAndWhoGoesIsGone() {
		ask();
		BooleanSupplier audience = audience();
		ApplicationEventMulticaster multicaster = this.context.getBean(ApplicationEventMulticaster.class);
		ApplicationListener<?> listener = new OfAll();
		for (int i = 0; i < 3; i++) {
			assertThat(audience.getAsBoolean()).isFalse();
			this.context.addApplicationListener(listener);
			assertThat(audience.getAsBoolean()).isTrue();
			this.context.removeApplicationListener(listener);
			assertThat(audience.getAsBoolean()).isFalse();
			// One that takes the place of another, unknown to the context.
			multicaster.addApplicationListener(new OfOthers());
			assertThat(audience.getAsBoolean()).isFalse();
			multicaster.addApplicationListener(listener);
			assertThat(audience.getAsBoolean()).isTrue();
			multicaster.removeApplicationListener(listener);
		}
	}

	@Test
	void otherEventsMeanwhileChangeNothing() {
		ask();
		BooleanSupplier audience = audience();
		assertThat(audience.getAsBoolean()).isFalse();
		this.context.publishEvent(new PeerStartedEvent(this.peer, "heard"));
		assertThat(audience.getAsBoolean()).isFalse();
		this.context.addApplicationListener(new OfAll());
		this.context.publishEvent(new PeerStartedEvent(this.peer, "heard"));
		assertThat(audience.getAsBoolean()).isTrue();
	}

	@Test
	void inTheContextAboveSomebodyMayListen() {
		this.parent.refresh();
		this.context.setParent(this.parent);
		ask();
		assertThat(audience().getAsBoolean()).isTrue();
	}

	@Test
	void aMulticasterOfOnesOwnMayDoWhatItLikes() {
		this.context.registerBean(MULTICASTER, SimpleApplicationEventMulticaster.class,
				() -> new SimpleApplicationEventMulticaster() {

				});
		this.context.refresh();
		assertThat(audience().getAsBoolean()).isTrue();
	}

	@Test
	void whereNobodyKnowsWhereEventsGoSomebodyMayListen() {
		assertThat(EventAudience.of((event) -> {
		}, sample()).getAsBoolean()).isTrue();
	}

	@Test
	void allThatChangesTheListenersIsHeardOf() throws Exception {
		for (Method method : ApplicationEventMulticaster.class.getMethods()) {
			if (method.getName().startsWith("add") || method.getName().startsWith("remove")) {
				assertThat(AudienceMulticaster.class.getDeclaredMethod(method.getName(), method.getParameterTypes()))
					.isNotNull();
			}
		}
	}

	@Test
	void aListenerIsMadeWhenItsEventComes() {
		this.context.registerBean("lazy", OfAll.class, (definition) -> definition.setLazyInit(true));
		ask();
		assertThat(audience().getAsBoolean()).isTrue();
	}

	@Test
	void everyPrototypeListens() {
		this.context.registerBean("prototype", OfAll.class, (definition) -> definition.setScope("prototype"));
		ask();
		assertThat(audience().getAsBoolean()).isTrue();
	}

	@Test
	void whereAListenerCantBeMadeSomebodyMayListen() {
		this.context.registerBean("broken", OfDatagrams.class, () -> {
			throw new IllegalStateException("as asked");
		}, (definition) -> definition.setLazyInit(true));
		ask();
		assertThat(audience().getAsBoolean()).isTrue();
	}

	@Test
	void whoComesWhileTheQuestionIsAskedIsHeardOfByTheNextDatagram() {
		AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {
		});
		ask();
		this.context.addApplicationListener(new GenericApplicationListener() {

			@Override
			public boolean supportsEventType(ResolvableType eventType) {
				meanwhile.getAndSet(() -> {
				}).run();
				return false;
			}

			@Override
			public void onApplicationEvent(ApplicationEvent event) {
			}

		});
		BooleanSupplier audience = audience();
		meanwhile.set(() -> this.context.addApplicationListener(new OfAll()));
		audience.getAsBoolean();
		assertThat(audience.getAsBoolean()).isTrue();
	}

	private void ask() {
		this.context.addBeanFactoryPostProcessor(
				(factory) -> factory.registerSingleton(MULTICASTER, new AudienceMulticaster(factory)));
		this.context.refresh();
	}

	private BooleanSupplier audience() {
		return EventAudience.of(this.context, sample());
	}

	private DatagramReceivedEvent sample() {
		return new DatagramReceivedEvent(this.peer, "heard", Datagram.of(new byte[0], null));
	}

	static class OfOthers implements ApplicationListener<ContextClosedEvent> {

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
		}

	}

	static class OfAll implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

	static class OfDatagrams implements ApplicationListener<DatagramReceivedEvent> {

		@Override
		public void onApplicationEvent(DatagramReceivedEvent event) {
		}

	}

	static class Annotated {

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
		}

	}

}

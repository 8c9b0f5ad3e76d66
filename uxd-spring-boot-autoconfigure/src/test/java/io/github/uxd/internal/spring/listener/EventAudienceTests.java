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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

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
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
		assertThat(audience().isThere()).isFalse();
		assertThat(audience().isThere()).isFalse();
	}

	@Test
	void annotatedMethodsListen() {
		this.context.registerBean("annotated", Annotated.class);
		ask();
		assertThat(audience().isThere()).isTrue();
	}

	@Test
	void whoListensToAllEventsListensToThese() {
		this.context.registerBean("all", OfAll.class);
		ask();
		assertThat(audience().isThere()).isTrue();
	}

	@Test
	void whoComesLaterIsThereAtOnceAndWhoGoesIsGone() {
		ask();
		EventAudience audience = audience();
		ApplicationEventMulticaster multicaster = this.context.getBean(ApplicationEventMulticaster.class);
		ApplicationListener<?> listener = new OfAll();
		for (int i = 0; i < 3; i++) {
			assertThat(audience.isThere()).isFalse();
			this.context.addApplicationListener(listener);
			assertThat(audience.isThere()).isTrue();
			this.context.removeApplicationListener(listener);
			assertThat(audience.isThere()).isFalse();
			// One that takes the place of another, unknown to the context.
			multicaster.addApplicationListener(new OfOthers());
			assertThat(audience.isThere()).isFalse();
			multicaster.addApplicationListener(listener);
			assertThat(audience.isThere()).isTrue();
			multicaster.removeApplicationListener(listener);
		}
	}

	@Test
	void otherEventsMeanwhileChangeNothing() {
		ask();
		EventAudience audience = audience();
		assertThat(audience.isThere()).isFalse();
		this.context.publishEvent(new PeerStartedEvent(this.peer, "heard"));
		assertThat(audience.isThere()).isFalse();
		this.context.addApplicationListener(new OfAll());
		this.context.publishEvent(new PeerStartedEvent(this.peer, "heard"));
		assertThat(audience.isThere()).isTrue();
	}

	@Test
	void inTheContextAboveSomebodyMayListen() {
		this.parent.refresh();
		this.context.setParent(this.parent);
		ask();
		assertThat(audience().isThere()).isTrue();
	}

	@Test
	void aMulticasterOfOnesOwnMayDoWhatItLikes() {
		this.context.registerBean(MULTICASTER, SimpleApplicationEventMulticaster.class,
				() -> new SimpleApplicationEventMulticaster() {

				});
		this.context.refresh();
		assertThat(audience().isThere()).isTrue();
	}

	@Test
	void whereNobodyKnowsWhereEventsGoSomebodyMayListen() {
		List<Object> published = new ArrayList<>();
		EventAudience audience = new EventAudience(published::add, sample());
		assertThat(audience.isThere()).isTrue();
		DatagramReceivedEvent event = sample();
		audience.publish(event);
		assertThat(published).containsExactly(event);
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
		assertThat(audience().isThere()).isTrue();
	}

	@Test
	void everyPrototypeListens() {
		this.context.registerBean("prototype", OfAll.class, (definition) -> definition.setScope("prototype"));
		ask();
		assertThat(audience().isThere()).isTrue();
	}

	@Test
	void ofAPrototypeEachEventHasAnother() {
		List<Object> heard = new ArrayList<>();
		this.context.registerBean("prototype", OfDatagrams.class, () -> new OfDatagrams() {

			@Override
			public void onApplicationEvent(DatagramReceivedEvent event) {
				heard.add(this);
			}

		}, (definition) -> definition.setScope("prototype"));
		ask();
		EventAudience audience = audience();
		audience.publish(sample());
		audience.publish(sample());
		assertThat(heard).doesNotHaveDuplicates().hasSize(2);
	}

	@Test
	void listenersAreCalledInTheirOrderAndWithWhatTheContextWouldGiveThem() {
		List<String> heard = new ArrayList<>();
		DatagramReceivedEvent event = sample();
		ask();
		EventAudience audience = audience();
		this.context.addApplicationListener(listener(2, (given) -> heard.add("second " + (given == event))));
		this.context.addApplicationListener(listener(1, (given) -> heard.add("first " + (given == event))));
		audience.publish(event);
		this.context.publishEvent(event);
		assertThat(heard).containsExactly("first true", "second true", "first true", "second true");
	}

	@Test
	void whatAListenerThrowsReachesWhoPublishesAndTheNextOneHearsNothing() {
		List<Object> heard = new ArrayList<>();
		ask();
		this.context.addApplicationListener(listener(1, (event) -> {
			throw new IllegalStateException("as asked");
		}));
		this.context.addApplicationListener(listener(2, heard::add));
		EventAudience audience = audience();
		assertThatIllegalStateException().isThrownBy(() -> audience.publish(sample())).withMessage("as asked");
		assertThat(heard).isEmpty();
	}

	@Test
	void theErrorHandlerAndTheExecutorOfTheMulticasterAreRespected() {
		List<Object> heard = new ArrayList<>();
		List<Throwable> failures = new ArrayList<>();
		ask();
		this.context.addApplicationListener(listener(1, (event) -> {
			throw new IllegalStateException("as asked");
		}));
		this.context.addApplicationListener(listener(2, heard::add));
		EventAudience audience = audience();
		AudienceMulticaster multicaster = this.context.getBean(AudienceMulticaster.class);
		multicaster.setErrorHandler(failures::add);
		audience.publish(sample());
		assertThat(failures).hasSize(1);
		assertThat(heard).hasSize(1);
		List<Runnable> tasks = new ArrayList<>();
		multicaster.setTaskExecutor(tasks::add);
		audience.publish(sample());
		assertThat(heard).hasSize(1);
		assertThat(tasks).hasSize(2);
	}

	@Test
	void noPrototypeIsMadeOnlyToAsk() {
		AtomicInteger made = new AtomicInteger();
		this.context.registerBean("prototype", OfDatagrams.class, () -> {
			made.incrementAndGet();
			return new OfDatagrams();
		}, (definition) -> definition.setScope("prototype"));
		ask();
		EventAudience audience = audience();
		for (int i = 0; i < 3; i++) {
			assertThat(audience.isThere()).isTrue();
			this.context.addApplicationListener(new OfOthers());
		}
		assertThat(made).hasValue(0);
		this.context.publishEvent(sample());
		assertThat(made).hasValue(1);
	}

	@Test
	void prototypesOfOthersAreNobody() {
		this.context.registerBean("prototype", OfOthers.class, (definition) -> definition.setScope("prototype"));
		ask();
		assertThat(audience().isThere()).isFalse();
	}

	@Test
	void aPrototypeThatGoesIsGone() {
		this.context.registerBean("prototype", OfDatagrams.class, (definition) -> definition.setScope("prototype"));
		ask();
		EventAudience audience = audience();
		ApplicationEventMulticaster multicaster = this.context.getBean(ApplicationEventMulticaster.class);
		List<Runnable> ways = List.of(() -> multicaster.removeApplicationListenerBean("prototype"),
				() -> multicaster.removeApplicationListenerBeans("prototype"::equals), multicaster::removeAllListeners);
		for (Runnable way : ways) {
			assertThat(audience.isThere()).isTrue();
			way.run();
			assertThat(audience.isThere()).isFalse();
			multicaster.addApplicationListenerBean("prototype");
		}
	}

	@Test
	void whereAListenerCantBeMadeSomebodyMayListen() {
		this.context.registerBean("broken", OfDatagrams.class, () -> {
			throw new IllegalStateException("as asked");
		}, (definition) -> definition.setLazyInit(true));
		ask();
		assertThat(audience().isThere()).isTrue();
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
		EventAudience audience = audience();
		meanwhile.set(() -> this.context.addApplicationListener(new OfAll()));
		audience.isThere();
		assertThat(audience.isThere()).isTrue();
	}

	private void ask() {
		this.context.addBeanFactoryPostProcessor(
				(factory) -> factory.registerSingleton(MULTICASTER, new AudienceMulticaster(factory)));
		this.context.refresh();
	}

	private static GenericApplicationListener listener(int order, Consumer<ApplicationEvent> task) {
		return new GenericApplicationListener() {

			@Override
			public boolean supportsEventType(ResolvableType eventType) {
				return eventType.isAssignableFrom(DatagramReceivedEvent.class);
			}

			@Override
			public int getOrder() {
				return order;
			}

			@Override
			public void onApplicationEvent(ApplicationEvent event) {
				task.accept(event);
			}

		};
	}

	private EventAudience audience() {
		return new EventAudience(this.context, sample());
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

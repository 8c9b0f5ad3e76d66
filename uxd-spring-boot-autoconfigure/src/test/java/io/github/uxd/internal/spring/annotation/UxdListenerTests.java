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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.internal.spring.annotation.RecordingRegistry.Registration;
import io.github.uxd.internal.spring.messaging.ListenerRetries;
import io.github.uxd.spring.annotation.UxdListener;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.annotation.Order;
import org.springframework.core.retry.RetryPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class UxdListenerTests {

	@Test
	void aMethodListensToThePrimaryPeerAsItsPropertySays() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of(Simple.class)) {
			Registration registration = context.registry().only();
			assertThat(registration.id()).endsWith("Simple.receive");
			assertThat(registration.peerId()).isEmpty();
			assertThat(registration.order()).isEqualTo(Ordered.LOWEST_PRECEDENCE);
			assertThat(registration.autoStartup()).isNull();
			context.receive("hello");
			assertThat(context.bean(Simple.class).received).containsExactly("hello");
		}
	}

	@Test
	void whatIsReturnedIsSentByThePeerThatReceived() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of(Answering.class)) {
			context.receive("sensors", "hello");
			context.receive("", "hello");
			assertThat(context.replies().texts()).containsExactly("HELLO", "hello");
			assertThat(context.replies().peerIds()).containsExactly("sensors", "");
		}
	}

	@Test
	void attributesMayBePlaceholdersAndExpressions() {
		try (UxdListenerContext context = UxdListenerContext.of(Configured.class)) {
			assertThat(context.registry().registrations())
				.extracting(Registration::peerId, Registration::id, Registration::autoStartup)
				.containsExactlyInAnyOrder(tuple("sensors", "listener-of-sensors", false),
						tuple("SENSORS", "named", true));
		}
	}

	@Test
	void oneMethodMayListenToSeveralPeers() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of((spring) -> spring.registerBean("x", Repeated.class))) {
			assertThat(context.registry().ids()).containsExactly("x.receive", "x.receive#2");
			context.receive("a", "to a");
			context.receive("b", "to b");
			assertThat(context.bean(Repeated.class).received).containsExactly("to a", "to b");
		}
	}

	@Test
	void overloadedMethodsHaveIdsThatTellThemApart() {
		try (UxdListenerContext context = UxdListenerContext
			.of((spring) -> spring.registerBean("x", Overloaded.class))) {
			assertThat(context.registry().ids()).containsExactlyInAnyOrder("x.receive(String)", "x.receive(byte[])",
					"x.receive()");
		}
	}

	@Test
	void anAnnotationOfTheApplicationMayBearIt() {
		try (UxdListenerContext context = UxdListenerContext.of(Composed.class)) {
			assertThat(context.registry().registrations()).extracting(Registration::peerId, Registration::autoStartup)
				.containsExactly(tuple("sensors", false));
		}
	}

	@Test
	void listenersAreCalledInTheOrderOfTheMethodElseOfTheBean() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of(OrderedMethods.class, OrderedClass.class,
				OrderedBean.class, OrderedBeanMethod.class)) {
			context.receive("x");
			assertThat(Calls.MADE).containsExactly("method 1", "class 2", "bean method 3", "bean 4", "method 5",
					"none");
		}
		finally {
			Calls.MADE.clear();
		}
	}

	@Test
	void methodsOfInterfacesAndSuperclassesListenOnce() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of((spring) -> spring.registerBean("x", Concrete.class))) {
			assertThat(context.registry().ids()).containsExactlyInAnyOrder("x.ofInterface", "x.ofSuperclass",
					"x.generic", "x.overridden");
			context.receive("hello");
			assertThat(context.bean(Concrete.class).received).containsExactlyInAnyOrder("interface hello",
					"superclass hello", "generic hello");
			context.receive("sensors", "hi");
			assertThat(context.bean(Concrete.class).received).contains("overridden hi");
		}
	}

	@Test
	void privateAndStaticMethodsListenToo() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of(Hidden.class)) {
			context.receive("x");
			assertThat(Calls.MADE).containsExactlyInAnyOrder("private x", "static x");
		}
		finally {
			Calls.MADE.clear();
		}
	}

	@Test
	void aLazyBeanListensThoughNobodyHasAskedForIt() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of(LazyBean.class)) {
			context.receive("hello");
			assertThat(context.bean(LazyBean.class).received).containsExactly("hello");
		}
	}

	@Test
	void thePeersRetriesApply() {
		RetryPolicy retry = RetryPolicy.withMaxRetries(1);
		ListenerRetries retries = (peerId) -> peerId.equals("sensors") ? retry : null;
		try (UxdListenerContext context = UxdListenerContext.of((spring) -> {
			spring.registerBean(OfSensors.class);
			spring.registerBean(ListenerRetries.class, () -> retries);
		})) {
			assertThat(context.registry().only().retry()).isSameAs(retry);
		}
	}

	static class Calls {

		static final List<String> MADE = new CopyOnWriteArrayList<>();

		final List<String> received = new CopyOnWriteArrayList<>();

	}

	static class Simple extends Calls {

		@UxdListener
		void receive(String text) {
			this.received.add(text);
		}

		void doesNotListen() {
			throw new AssertionError("called");
		}

	}

	static class Answering {

		@UxdListener(peer = "sensors")
		String loud(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

		@UxdListener
		String plain(String text) {
			return text;
		}

	}

	static class Configured {

		@UxdListener(peer = "${app.peer}", id = "listener-of-${app.peer}", autoStartup = "${app.auto-startup}")
		void placeholders() {
		}

		@UxdListener(peer = "#{'${app.peer}'.toUpperCase()}", id = "${app.missing:named}", autoStartup = "#{1 == 1}")
		void expressions() {
		}

	}

	static class Repeated extends Calls {

		@UxdListener(peer = "a")
		@UxdListener(peer = "b")
		void receive(String text) {
			this.received.add(text);
		}

	}

	static class Overloaded {

		@UxdListener
		void receive(String text) {
		}

		@UxdListener
		void receive(byte[] bytes) {
		}

		@UxdListener
		void receive() {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@UxdListener(autoStartup = "false")
	@interface SensorListener {

		@AliasFor(annotation = UxdListener.class, attribute = "peer")
		String value();

	}

	static class Composed {

		@SensorListener("${app.peer}")
		void receive(String text) {
		}

	}

	static class OrderedMethods {

		@UxdListener
		@Order(5)
		void last() {
			Calls.MADE.add("method 5");
		}

		@UxdListener
		@Order(1)
		void first() {
			Calls.MADE.add("method 1");
		}

		@UxdListener
		void none() {
			Calls.MADE.add("none");
		}

	}

	@Order(2)
	static class OrderedClass {

		@UxdListener
		void receive() {
			Calls.MADE.add("class 2");
		}

	}

	@Order(9)
	static class OrderedBean implements Ordered {

		@UxdListener
		void receive() {
			Calls.MADE.add("bean 4");
		}

		@Override
		public int getOrder() {
			return 4;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderedBeanMethod {

		@Bean
		@Order(3)
		ThirdListener third() {
			return new ThirdListener();
		}

	}

	static class ThirdListener {

		@UxdListener
		void receive() {
			Calls.MADE.add("bean method 3");
		}

	}

	interface Contract<T> {

		@UxdListener
		void ofInterface(String text);

		@UxdListener
		void generic(T payload);

		@UxdListener
		void overridden(String text);

	}

	abstract static class Parent extends Calls {

		@UxdListener
		void ofSuperclass(String text) {
			this.received.add("superclass " + text);
		}

	}

	static class Concrete extends Parent implements Contract<String> {

		@Override
		public void ofInterface(String text) {
			this.received.add("interface " + text);
		}

		@Override
		public void generic(String payload) {
			this.received.add("generic " + payload);
		}

		@Override
		@UxdListener(peer = "sensors")
		public void overridden(String text) {
			this.received.add("overridden " + text);
		}

	}

	static class Hidden {

		@UxdListener
		private void hidden(String text) {
			Calls.MADE.add("private " + text);
		}

		@UxdListener
		static void ofClass(String text) {
			Calls.MADE.add("static " + text);
		}

	}

	@Lazy
	static class LazyBean extends Calls {

		@UxdListener
		void receive(String text) {
			this.received.add(text);
		}

	}

	static class OfSensors {

		@UxdListener(peer = "sensors")
		void receive(String text) {
		}

	}

}

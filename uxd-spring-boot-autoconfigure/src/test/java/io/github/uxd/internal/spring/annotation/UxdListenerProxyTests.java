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
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.uxd.DatagramView;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.aopalliance.intercept.MethodInterceptor;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.Ordered;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.MethodValidationPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class UxdListenerProxyTests {

	@Test
	void aMethodIsCalledThroughAProxyOfItsClass() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of((spring) -> addProxied(spring, true, OfClass.class))) {
			context.receive("hello");
			assertThat(AopUtils.isCglibProxy(context.bean(OfClass.class))).isTrue();
			assertThat(context.bean(Proxying.class).calls).containsExactly("receive");
			assertThat(context.replies().texts()).containsExactly("HELLO");
			assertThat(context.registry().only().id()).isEqualTo("proxied.receive");
		}
	}

	@Test
	void aMethodIsCalledThroughAProxyOfItsInterface() throws Exception {
		try (UxdListenerContext context = UxdListenerContext
			.of((spring) -> addProxied(spring, false, OfInterface.class))) {
			context.receive("hello");
			assertThat(AopUtils.isJdkDynamicProxy(context.bean(Contract.class))).isTrue();
			assertThat(context.bean(Proxying.class).calls).containsExactly("receive");
			assertThat(context.replies().texts()).containsExactly("HELLO");
		}
	}

	@Test
	void anAsynchronousMethodRunsOnItsExecutorsThread() throws Exception {
		try (UxdListenerContext context = UxdListenerContext.of(AsyncConfiguration.class)) {
			context.receive("hello");
			AsyncListener listener = context.bean(AsyncListener.class);
			await().untilAsserted(() -> assertThat(listener.threads()).containsExactly("executor"));
		}
	}

	@Test
	void anAsynchronousMethodBehindAProxyOfItsInterfaceTakesNoView() {
		assertThatRefused((spring) -> addProxied(spring, false, AsyncOfInterface.class))
			.withMessageContaining("AsyncOfInterface.receive of bean 'proxied' can't listen")
			.withMessageContaining("a DatagramView is valid for the call only");
	}

	@Test
	void whatAProxyOfInterfacesHidesOfAParameterEndsTheStart() {
		assertThatRefused((spring) -> addProxied(spring, false, HidingAHeader.class))
			.withMessageContaining("HidingAHeader.receive of bean 'proxied' can't listen: its bean is a proxy of "
					+ "interfaces, which hides that its parameter 1 (String) is annotated with @Header; say the same in "
					+ "HeaderContract.receive, or have proxies made of classes (spring.aop.proxy-target-class=true)");
		assertThatRefused((spring) -> addProxied(spring, false, HidingThatItMayBeMissing.class))
			.withMessageContaining("which hides that its parameter 0 (UxdAddress) may be missing; say so in "
					+ "SourceContract.receive too");
	}

	@Test
	void whatSomebodyElseReadsMayBeHidden() throws Exception {
		UxdListenerContext.of((spring) -> addProxied(spring, false, HidingConstraints.class)).close();
	}

	@Test
	void aProxyOfTheClassHidesNothing() throws Exception {
		for (Class<?> type : List.of(HidingAHeader.class, HidingThatItMayBeMissing.class)) {
			UxdListenerContext.of((spring) -> addProxied(spring, true, type)).close();
		}
	}

	@Test
	void argumentsThatAMethodsConstraintsRefuseAreTheSendersFault() throws Exception {
		for (Class<?> type : List.of(ConstrainedClass.class, ConstrainedInterface.class)) {
			for (boolean adapted : new boolean[] { false, true }) {
				try (UxdListenerContext context = UxdListenerContext
					.of((spring) -> addValidated(spring, adapted, type))) {
					assertThat(context.isCausedBySender("12345678")).as(type + ": too long").isTrue();
					assertThat(context.isCausedBySender("bad")).as(type + ": what it returns").isFalse();
					assertThat(context.isCausedBySender("self")).as(type + ": another method").isFalse();
					assertThat(context.isCausedBySender("other")).as(type + ": another bean").isFalse();
				}
			}
		}
	}

	private static void addValidated(AnnotationConfigApplicationContext spring, boolean adapted, Class<?> type) {
		spring.registerBean(MethodValidationPostProcessor.class, () -> {
			MethodValidationPostProcessor processor = new MethodValidationPostProcessor();
			processor.setAdaptConstraintViolations(adapted);
			processor.setBeforeExistingAdvisors(true);
			return processor;
		});
		spring.registerBean(Others.class);
		spring.registerBean("tested", type);
	}

	@Test
	void aScopedBeanIsLookedUpAtEachCall() throws Exception {
		Scoped.MADE.set(0);
		try (UxdListenerContext context = UxdListenerContext.of(ScopedConfiguration.class)) {
			assertThat(context.registry().only().id()).isEqualTo("scoped.receive");
			context.receive("hello");
			context.receive("hello");
			assertThat(Scoped.MADE).hasValue(2);
		}
	}

	@Test
	void aMethodThatTheInterfaceLacksIsRefused() {
		assertThatRefused((spring) -> addProxied(spring, false, NotOfInterface.class))
			.withMessageContaining("NotOfInterface.receive of bean 'proxied' can't listen")
			.withMessageContaining("interface");
	}

	@Test
	void aPrivateMethodOfAProxiedClassIsRefused() {
		assertThatRefused((spring) -> addProxied(spring, true, PrivateMethod.class))
			.withMessageContaining("PrivateMethod.receive of bean 'proxied' can't listen")
			.withMessageContaining("Switch its visibility");
	}

	@Test
	void aFinalMethodOfAProxiedClassIsRefused() {
		assertThatRefused((spring) -> addProxied(spring, true, FinalMethod.class))
			.withMessageContaining("FinalMethod.receive of bean 'proxied' can't listen")
			.withMessageContaining("make it not final");
	}

	private static ThrowableAssertAlternative<BeanInitializationException> assertThatRefused(
			Consumer<AnnotationConfigApplicationContext> changes) {
		return assertThatExceptionOfType(BeanInitializationException.class)
			.isThrownBy(() -> UxdListenerContext.of(changes).close());
	}

	private static void addProxied(AnnotationConfigApplicationContext spring, boolean ofClass, Class<?> type) {
		spring.registerBean(Proxying.class, () -> new Proxying(ofClass));
		spring.registerBean("proxied", type);
	}

	/**
	 * Makes proxies as Spring's own post-processors do, after ours was registered.
	 */
	static class Proxying implements BeanPostProcessor, Ordered {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final boolean ofClass;

		Proxying(boolean ofClass) {
			this.ofClass = ofClass;
		}

		@Override
		public int getOrder() {
			return Ordered.LOWEST_PRECEDENCE;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!beanName.equals("proxied")) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(this.ofClass);
			factory.addAdvice((MethodInterceptor) (invocation) -> {
				if (invocation.getMethod().getName().equals("receive")) {
					this.calls.add("receive");
				}
				return invocation.proceed();
			});
			return factory.getProxy();
		}

	}

	static class OfClass {

		private final String suffix = "";

		@UxdListener
		String receive(String text) {
			return text.toUpperCase(Locale.ROOT) + this.suffix;
		}

	}

	interface Contract {

		String receive(String text);

	}

	static class OfInterface implements Contract {

		@Override
		@UxdListener
		public String receive(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

	}

	interface HeaderContract {

		void receive(String text, String peer);

	}

	static class HidingAHeader implements HeaderContract {

		@Override
		@UxdListener
		public void receive(String text, @Header("uxd_peerId") String peer) {
		}

	}

	static class HidingConstraints implements HeaderContract {

		@Override
		@UxdListener
		public void receive(@Size(max = 3) String text, @Size String peer) {
		}

	}

	interface SourceContract {

		void receive(UxdAddress source);

	}

	static class HidingThatItMayBeMissing implements SourceContract {

		@Override
		@UxdListener
		public void receive(@Nullable UxdAddress source) {
		}

	}

	interface ViewContract {

		void receive(DatagramView view);

	}

	static class AsyncOfInterface implements ViewContract {

		@Async
		@Override
		@UxdListener
		public void receive(DatagramView view) {
		}

	}

	@Validated
	static class Others {

		String receive(@Size(max = 3) String text) {
			return text;
		}

	}

	@Validated
	static class ConstrainedClass {

		@Autowired
		private Others others;

		@Lazy
		@Autowired
		private ConstrainedClass self;

		@UxdListener
		@Pattern(regexp = "[a-z]*\\.")
		String receive(@Size(max = 7) String text) {
			return switch (text) {
				case "other" -> this.others.receive("longer");
				case "self" -> this.self.another("longer");
				default -> text;
			};
		}

		String another(@Size(max = 3) String text) {
			return text;
		}

	}

	interface Constrained {

		@Pattern(regexp = "[a-z]*\\.")
		String receive(@Size(max = 7) String text);

		String another(@Size(max = 3) String text);

	}

	@Validated
	static class ConstrainedInterface implements Constrained {

		@Autowired
		private Others others;

		@Lazy
		@Autowired
		private Constrained self;

		@Override
		@UxdListener
		public String receive(String text) {
			return switch (text) {
				case "other" -> this.others.receive("longer");
				case "self" -> this.self.another("longer");
				default -> text;
			};
		}

		@Override
		public String another(String text) {
			return text;
		}

	}

	static class NotOfInterface implements Runnable {

		@UxdListener
		public void receive(String text) {
		}

		@Override
		public void run() {
		}

	}

	static class PrivateMethod {

		@UxdListener
		private void receive(String text) {
		}

	}

	static class FinalMethod {

		@UxdListener
		final void receive(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration {

		@Bean
		Executor taskExecutor() {
			return (task) -> new Thread(task, "executor").start();
		}

		@Bean
		AsyncListener listener() {
			return new AsyncListener();
		}

	}

	static class AsyncListener {

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@Async
		@UxdListener
		void receive() {
			this.threads.add(Thread.currentThread().getName());
		}

		List<String> threads() {
			return this.threads;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedConfiguration {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Scoped scoped() {
			Scoped.MADE.incrementAndGet();
			return new Scoped();
		}

	}

	static class Scoped {

		static final AtomicInteger MADE = new AtomicInteger();

		@UxdListener
		void receive() {
		}

	}

}

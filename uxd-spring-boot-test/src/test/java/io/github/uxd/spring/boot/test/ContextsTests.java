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
package io.github.uxd.spring.boot.test;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import io.github.uxd.Peer;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts of several test classes, which the test framework keeps in a cache, stops and
 * starts again.
 */
@Timeout(60)
class ContextsTests {

	/**
	 * The packages of the auto-configurations that aren't about how peers are watched.
	 */
	private static final Set<String> PEERS = Set.of("io.github.uxd.spring.boot.autoconfigure",
			"io.github.uxd.spring.boot.autoconfigure.messaging");

	@Test
	void twoContextsOfTheSamePathRunSideBySide() throws Exception {
		TestClass first = new TestClass(new First());
		TestClass second = new TestClass(new Second());
		first.enter();
		second.enter();
		assertThat(first.context()).isNotSameAs(second.context());
		assertThat(first.client().exchange("a").text()).isEqualTo("shop: a");
		assertThat(second.client().to("orders").exchange("b").text()).isEqualTo("orders: b");
		assertThat(first.client().exchange("c").text()).isEqualTo("shop: c");
		first.leaveNothing();
		second.leaveNothing();
	}

	@Test
	void aContextThatWasStoppedInTheCacheIsTalkedToAgain() throws Exception {
		TestClass first = new TestClass(new First());
		TestClass second = new TestClass(new Second());
		for (int i = 0; i < 3; i++) {
			Peer firstPeer = talk(first);
			Peer secondPeer = talk(second);
			assertThat(firstPeer.isOpen()).as("stopped while another context is used").isFalse();
			assertThat(secondPeer.isOpen()).isTrue();
		}
		first.enter();
		first.leaveNothing();
		second.enter();
		second.leaveNothing();
	}

	private static Peer talk(TestClass test) throws Exception {
		test.enter();
		assertThat(test.client().exchange("a").text()).isEqualTo("shop: a");
		assertThat(test.client().to("orders").exchange("b").text()).isEqualTo("orders: b");
		Peer peer = test.peer();
		test.leave();
		return peer;
	}

	@Test
	void aPartOfAnApplicationHasPeersToo() throws Exception {
		TestClass part = new TestClass(new Part());
		part.enter();
		assertThat(part.client().exchange("a").text()).isEqualTo("A");
		part.leaveNothing();
	}

	@Test
	void nothingOfThePeersIsLeftOutOfAPart() {
		assertThat(ImportCandidates.load(AutoConfigureUxdTestClient.class, null))
			.containsAll(ImportCandidates.load(AutoConfiguration.class, null)
				.getCandidates()
				.stream()
				.filter((name) -> PEERS.contains(ClassUtils.getPackageName(name)))
				.toList());
	}

	/**
	 * Does with a test class what the framework does.
	 */
	private static final class TestClass {

		private final TestContextManager manager;

		private final Object instance;

		TestClass(Object instance) {
			this.manager = new TestContextManager(instance.getClass());
			this.instance = instance;
		}

		void enter() throws Exception {
			this.manager.beforeTestClass();
			this.manager.prepareTestInstance(this.instance);
		}

		void leave() throws Exception {
			this.manager.afterTestClass();
		}

		void leaveNothing() throws Exception {
			Path peer = TemporaryPaths.root(peer().path());
			Path client = TemporaryPaths.root(client().path());
			assertThat(peer).exists();
			assertThat(client).exists();
			leave();
			this.manager.getTestContext().markApplicationContextDirty(null);
			assertThat(peer).doesNotExist();
			assertThat(client).doesNotExist();
		}

		ApplicationContext context() {
			return this.manager.getTestContext().getApplicationContext();
		}

		UxdTestClient client() {
			return context().getBean(UxdTestClient.class);
		}

		Peer peer() {
			return context().getBean(UxdPeers.class).get("").peer();
		}

	}

	@SpringBootTest(classes = Application.class,
			properties = { "uxd.name=shop", "uxd.path=/nonexistent/shop.sock", "uxd.peers.orders.base=x" })
	@AutoConfigureUxdTestClient
	static class First {

	}

	@SpringBootTest(classes = Application.class,
			properties = { "uxd.name=shop", "uxd.path=/nonexistent/shop.sock", "uxd.peers.orders.base=x",
					"second=true" })
	@AutoConfigureUxdTestClient
	static class Second {

	}

	@SpringJUnitConfig(Upper.class)
	@AutoConfigureUxdTestClient
	static class Part {

	}

	static class Upper {

		@UxdListener
		String answer(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Echo.class)
	static class Application {

	}

}

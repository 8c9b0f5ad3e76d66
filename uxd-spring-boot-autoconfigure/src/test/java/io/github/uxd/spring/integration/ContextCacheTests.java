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
package io.github.uxd.spring.integration;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.uxd.Peer;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The test framework keeps contexts in a cache, stops the one that isn't in use and
 * starts it again.
 */
class ContextCacheTests {

	@Test
	void twoCachedContextsAlternateWithoutALeak() throws Exception {
		assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "has /proc");
		TestContextManager first = new TestContextManager(First.class);
		TestContextManager second = new TestContextManager(Second.class);
		Peer firstPeer = use(first, new First());
		Peer secondPeer = use(second, new Second());
		use(first, new First());
		long descriptors = TestSockets.openDescriptors();
		assertThat(TestSockets.pollerThreads()).as("only the context in use receives").hasSize(1);
		for (int i = 0; i < 10; i++) {
			assertThat(use(second, new Second())).isSameAs(secondPeer);
			assertThat(firstPeer.isOpen()).as("stopped while not in use").isFalse();
			assertThat(use(first, new First())).isSameAs(firstPeer);
			assertThat(secondPeer.isOpen()).as("stopped while not in use").isFalse();
		}
		assertThat(TestSockets.pollerThreads()).hasSize(1);
		assertThat(TestSockets.openDescriptors()).isLessThanOrEqualTo(descriptors + 2);
		first.getTestContext().markApplicationContextDirty(null);
		second.getTestContext().markApplicationContextDirty(null);
		TestSockets.awaitNoPollerThreads();
		assertThat(firstPeer.path()).doesNotExist();
		assertThat(secondPeer.path()).doesNotExist();
	}

	/**
	 * Do with a test class what the framework does, and talk to its application.
	 */
	private static Peer use(TestContextManager manager, Object instance) throws Exception {
		manager.beforeTestClass();
		manager.prepareTestInstance(instance);
		Peer peer = manager.getTestContext().getApplicationContext().getBean(Peer.class);
		assertThat(peer.isReachable()).isTrue();
		long before = peer.statistics().received();
		TestSockets.send(peer.path(), "hello");
		await().until(() -> peer.statistics().received() == before + 1);
		manager.afterTestClass();
		return peer;
	}

	@SpringBootTest(classes = Application.class, properties = { "uxd.temp=true", "uxd.name=first" })
	static class First {

	}

	@SpringBootTest(classes = Application.class, properties = { "uxd.temp=true", "uxd.name=second" })
	static class Second {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(UxdAutoConfiguration.class)
	static class Application {

	}

}

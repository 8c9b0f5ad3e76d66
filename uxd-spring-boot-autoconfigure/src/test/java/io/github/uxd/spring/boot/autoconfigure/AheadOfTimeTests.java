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
package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Path;
import java.util.function.Consumer;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.wire.WireLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bean definitions that a build makes ahead of time, with the properties of the build.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class AheadOfTimeTests {

	private final ApplicationContextRunner build = new ApplicationContextRunner()
		.withConfiguration(UxdAutoConfigurations.with());

	@TempDir
	Path directory;

	@Test
	@CompileWithForkedClassLoader
	void aPeerThatTheBuildDidNotKnowIsInjectedAndReceives() {
		run(this.build.withUserConfiguration(Injected.class), (context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.peer.name()).isEqualTo("main");
			assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::id)
				.containsExactly("main", "orders");
			assertThat(injected.orders.path()).isEqualTo(this.directory.resolve("orders.sock"));
			assertThat(injected.ordersPoller.getPeer()).isSameAs(injected.orders);
			injected.ordersTemplate.convertAndSend("hello", UxdAddress.of(injected.orders.path()));
			await().until(() -> "orders".equals(injected.receiver));
			await().until(() -> "hello".equals(injected.received));
		}, "uxd.head-directory=" + this.directory, "uxd.peers.orders.path=" + this.directory.resolve("orders.sock"));
		assertThat(this.directory.resolve("orders.sock")).doesNotExist();
	}

	@Test
	@CompileWithForkedClassLoader
	void aPeerThatOnlyTheBuildKnewIsNotThere() {
		run(this.build.withPropertyValues("uxd.peers.orders.path=/nonexistent/orders.sock"),
				(context) -> assertThat(context.getBeanNamesForType(Peer.class)).containsExactly("uxdPeer"),
				"uxd.head-directory=" + this.directory);
	}

	@Test
	@CompileWithForkedClassLoader
	void theSwitchesOfTheRunCount() {
		run(this.build, (context) -> {
			assertThat(context.getBeanNamesForType(Peer.class)).containsExactly("ordersUxdPeer");
			assertThat(context.getBeanNamesForType(PeerPoller.class)).isEmpty();
		}, "uxd.primary=false", "uxd.peers.orders.temp=true", "uxd.peers.orders.poller.enabled=off");
	}

	@Test
	@CompileWithForkedClassLoader
	void whatTheRunCannotSwitchOffAnyMoreIsWarnedOf(CapturedOutput output) {
		run(this.build, (context) -> {
			assertThat(context.getBeanNamesForType(Peer.class)).containsExactly("uxdPeer");
			assertThat(output).containsOnlyOnce("'uxd.enabled' is off, but").contains("uxd.primary");
		}, "uxd.temp=true", "uxd.enabled=off");
	}

	@Test
	@CompileWithForkedClassLoader
	void theWireLogAndThePollerOfThePrimaryPeerAreThoseOfTheRun() {
		run(this.build, (context) -> {
			assertThat(context.getBeanNamesForType(WireLog.class)).containsExactly("uxdWireLog");
			assertThat(context.getBeanNamesForType(PeerPoller.class)).isEmpty();
		}, "uxd.temp=true", "uxd.wire-log.enabled=true", "uxd.wire-log.filed=false", "uxd.poller.enabled=false");
	}

	@Test
	@CompileWithForkedClassLoader
	void beansOfTheApplicationsOwnReplaceThoseOfThePrimaryPeer() {
		run(this.build.withUserConfiguration(OwnPeer.class), (context) -> {
			assertThat(context.getBeanNamesForType(Peer.class)).containsExactlyInAnyOrder("own", "ordersUxdPeer");
			assertThat(context.getBeanNamesForType(UxdTemplate.class)).containsExactlyInAnyOrder("ofOwn", "ofOrders",
					"ordersUxdTemplate");
			assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::id)
				.containsExactly("main", "orders");
		}, "uxd.peers.orders.temp=true");
	}

	@Test
	@CompileWithForkedClassLoader
	void aTemplateOfTheApplicationsOwnForAnotherPeerIsOneMore() {
		run(this.build.withUserConfiguration(OwnTemplate.class), (context) -> {
			assertThat(context.getBeanNamesForType(UxdTemplate.class)).containsExactlyInAnyOrder("ofOrders",
					"uxdTemplate", "ordersUxdTemplate");
			assertThat(context.getBean(UxdOperations.class)).isSameAs(context.getBean("uxdTemplate"));
		}, "uxd.temp=true", "uxd.peers.orders.temp=true");
	}

	/**
	 * Do what a build does, then start with what it has made.
	 */
	private static void run(ApplicationContextRunner build, Consumer<GenericApplicationContext> use,
			String... properties) {
		TestGenerationContext generated = new TestGenerationContext();
		build.withSystemProperties(AbstractAotProcessor.AOT_PROCESSING + "=true")
			.prepare((context) -> new ApplicationContextAotGenerator()
				.processAheadOfTime((GenericApplicationContext) context.getSourceApplicationContext(), generated));
		generated.writeGeneratedContent();
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				TestPropertyValues.of(properties).applyTo(context);
				initialize(compiled.getInstance(ApplicationContextInitializer.class), context);
				context.refresh();
				use.accept(context);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void initialize(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	static class Injected {

		private final Peer peer;

		private final Peer orders;

		private final PeerPoller ordersPoller;

		private final UxdOperations ordersTemplate;

		private volatile String receiver;

		private volatile String received;

		Injected(Peer peer, @Qualifier("orders") Peer orders, @Qualifier("orders") PeerPoller ordersPoller,
				@Qualifier("orders") UxdOperations ordersTemplate) {
			this.peer = peer;
			this.orders = orders;
			this.ordersPoller = ordersPoller;
			this.ordersTemplate = ordersTemplate;
		}

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			this.receiver = event.getPeerId();
		}

		@UxdListener(peer = "orders")
		void onOrder(String text) {
			this.received = text;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPeer extends OwnTemplate {

		@Bean
		Peer own() {
			return Peer.builder().temp(true).build();
		}

		@Bean
		UxdTemplate ofOwn(Peer peer) {
			return new UxdTemplate(peer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTemplate {

		@Bean
		UxdTemplate ofOrders(@Qualifier("orders") Peer peer) {
			return new UxdTemplate(peer);
		}

	}

}

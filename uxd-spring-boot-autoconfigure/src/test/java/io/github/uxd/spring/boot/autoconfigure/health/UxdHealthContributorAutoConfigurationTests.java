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
package io.github.uxd.spring.boot.autoconfigure.health;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.uxd.Peer;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import io.github.uxd.spring.event.PeerDisplacedEvent;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class UxdHealthContributorAutoConfigurationTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + this.directory.resolve("socket"), "uxd.poller.check-interval=10ms");
	}

	@Test
	void aPeerThatReceivesIsUp() {
		this.runner.run((context) -> {
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("path", this.directory.resolve("socket").toString())
				.containsEntry("expected", "receiving")
				.containsEntry("transport",
						context.getBean(Peer.class).transport().name().toLowerCase(java.util.Locale.ROOT));
		});
	}

	@Test
	void aPeerThatWasStoppedOnPurposeIsUp() {
		this.runner.run((context) -> {
			context.getBean(PeerPoller.class).stop();
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			context.getBean(PeerPoller.class).start();
			context.getSourceApplicationContext().stop();
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).containsEntry("expected", "stopped");
		});
	}

	@Test
	void aPeerWhosePathWasTakenIsDownAndSaysByWhom() {
		this.runner.withUserConfiguration(Listener.class).run((context) -> {
			Path path = context.getBean(Peer.class).path();
			Path other = Files.writeString(this.directory.resolve("other"), "x");
			Files.move(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
			Health health = health(context);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails().get("takenBy")).asString().startsWith("a regular file of user ");
			List<PeerDisplacedEvent> events = context.getBean(Listener.class).events;
			await().until(() -> !events.isEmpty());
			assertThat(events).singleElement()
				.satisfies((event) -> assertThat(event.getTaker()).startsWith("a regular file of user "));
			assertThat(path).hasContent("x");
		});
	}

	@Test
	void aRemovedFileIsMadeAnew() {
		this.runner.run((context) -> {
			Peer peer = context.getBean(Peer.class);
			Files.delete(peer.path());
			await().until(() -> health(context).getStatus().equals(Status.UP) && peer.statistics().healed() == 1);
		});
	}

	@Test
	void aPeerWhoseListenerIsBusyForTooLongIsDownUntilItReturns() {
		CountDownLatch mayEnd = new CountDownLatch(1);
		this.runner.withPropertyValues("uxd.poller.busy-threshold=1100ms").run((context) -> {
			context.getBean(UxdListenerRegistry.class)
				.register("slow", "", 0, true, (datagram, peer) -> mayEnd.await());
			Instant before = Instant.now();
			TestSockets.send(context.getBean(Peer.class).path(), "a");
			await().until(() -> health(context).getStatus().equals(Status.DOWN));
			assertThat(health(context).getDetails()).containsEntry("busy", "listener 'slow'")
				.containsEntry("actual", "receiving");
			assertThat((Instant) health(context).getDetails().get("busySince")).isBetween(before, Instant.now());
			mayEnd.countDown();
			await().until(() -> health(context).getStatus().equals(Status.UP));
		});
	}

	@Test
	void aPeerWhoseListenersAreAllStoppedIsUpAndSaysWhyItIsPaused() {
		this.runner.run((context) -> {
			context.getBean(UxdListenerRegistry.class).register("l", "", 0, false, (datagram, peer) -> {
			});
			await().until(() -> "paused".equals(health(context).getDetails().get("actual")));
			assertThat(health(context).getStatus()).isEqualTo(Status.UP);
			assertThat(health(context).getDetails()).containsEntry("pausedBecause", List.of("listeners_stopped"));
		});
	}

	@Test
	void severalPeersAreToldApartBySomethingWithoutASlash() {
		this.runner.withPropertyValues("uxd.name=shop/orders", "uxd.peers.side.path=" + this.directory.resolve("side"))
			.run((context) -> assertThat(context.getBean(CompositeHealthContributor.class).stream())
				.extracting(CompositeHealthContributor.Entry::name)
				.containsExactly("shop.orders", "side"));
	}

	@Test
	void itCanBeSwitchedOffAndReplaced() {
		this.runner.withPropertyValues("management.health.uxd.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
		this.runner.withBean("uxdHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).hasSingleBean(HealthIndicator.class));
	}

	@Test
	void withoutHealthOnTheClassPathThePeerWorksAllTheSame() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health.contributor"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Peer.class));
	}

	private static Health health(ApplicationContext context) {
		return context.getBean(HealthIndicator.class).health();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private final List<PeerDisplacedEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void onDisplaced(PeerDisplacedEvent event) {
			this.events.add(event);
		}

	}

}

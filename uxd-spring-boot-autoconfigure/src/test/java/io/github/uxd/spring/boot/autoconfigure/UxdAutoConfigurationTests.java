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

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.security.auth.module.UnixSystem;
import io.github.uxd.DirectoryPermissions;
import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.PeerOptions;
import io.github.uxd.SenderCredentials;
import io.github.uxd.TransportType;
import io.github.uxd.Umask;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.wire.WireLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class UxdAutoConfigurationTests {

	/**
	 * The number of the user who runs the tests.
	 */
	private static final long USER = new UnixSystem().getUid();

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory);
	}

	@Test
	void opensAPeerAndReceives() {
		this.runner.run((context) -> {
			Peer peer = context.getBean(Peer.class);
			assertThat(peer.path()).hasToString(this.directory + "/hio/uxd/main.uxd");
			assertThat(peer.isReachable()).isTrue();
			assertThat(context.getBean(PeerPoller.class).isRunning()).isTrue();
			assertThat(context.getBean(PeerLifecycle.class).isRunning()).isTrue();
		});
		assertThat(this.directory.resolve("hio/uxd")).isEmptyDirectory();
		TestSockets.awaitNoPollerThreads();
	}

	@Test
	void eachDatagramArrivesAsAnEvent() {
		this.runner.withUserConfiguration(Listener.class).run((context) -> {
			Path path = context.getBean(Peer.class).path();
			TestSockets.send(path, "a", "b", "c");
			List<DatagramReceivedEvent> events = context.getBean(Listener.class).events;
			await().until(() -> events.size() == 3);
			assertThat(events).extracting((event) -> event.getDatagram().text()).containsExactly("a", "b", "c");
			DatagramReceivedEvent event = events.get(0);
			assertThat(event.getPeerName()).isEqualTo("main");
			assertThat(event.getPeer()).isSameAs(context.getBean(Peer.class));
			assertThat(event.getDatagram().source().path()).hasFileName("sender.uxd");
			assertThat(event).hasToString("DatagramReceivedEvent[peer=main, " + event.getDatagram() + "]");
		});
	}

	@Test
	void aDatagramOfTheBufferSizeArrivesAndALargerOneIsCounted() {
		this.runner.withUserConfiguration(Listener.class)
			.withPropertyValues("uxd.buffer-size=1KB", "uxd.umask=0077")
			.run((context) -> {
				Peer peer = context.getBean(Peer.class);
				TestSockets.send(peer.path(), "x".repeat(1024), "y".repeat(1025), "end");
				List<DatagramReceivedEvent> events = context.getBean(Listener.class).events;
				await().until(() -> events.size() == 2);
				assertThat(events).extracting((event) -> event.getDatagram().length()).containsExactly(1024, 3);
				assertThat(peer.statistics().dropped(DropReason.OVERSIZE)).isEqualTo(1);
			});
	}

	@Test
	void theNameIsTheApplicationsByDefault() {
		this.runner.withPropertyValues("spring.application.name=shop")
			.run((context) -> assertThat(context.getBean(Peer.class).path()).hasFileName("shop.uxd"));
		this.runner.withPropertyValues("spring.application.name=shop", "uxd.name=till")
			.run((context) -> assertThat(context.getBean(Peer.class).path()).hasFileName("till.uxd"));
	}

	@Test
	void everyPropertyReachesThePeer() {
		this.runner
			.withPropertyValues("uxd.name=n", "uxd.base=b", "uxd.temp=true", "uxd.clean=true", "uxd.reuse=true",
					"uxd.clear=false", "uxd.permissions=0750", "uxd.umask=0o027", "uxd.extension=sock",
					"uxd.extensioned=false", "uxd.buffer-count=2", "uxd.buffer-size=10B", "uxd.transport=junixsocket",
					"uxd.source=false")
			.run((context) -> {
				PeerOptions options = context.getBean(Peer.class).options();
				assertThat(options.name()).isEqualTo("n");
				assertThat(options.base()).isEqualTo("b");
				assertThat(options.temp()).isTrue();
				assertThat(options.clean()).isTrue();
				assertThat(options.reuse()).isTrue();
				assertThat(options.clear()).isFalse();
				assertThat(options.directories().head()).isEqualTo(this.directory);
				assertThat(options.permissions()).isEqualTo(DirectoryPermissions.of("750"));
				assertThat(options.umask()).isEqualTo(Umask.of("027"));
				assertThat(options.extension()).isEqualTo("sock");
				assertThat(options.extensioned()).isFalse();
				assertThat(options.bufferSize()).isEqualTo(2 * 65535);
				assertThat(options.transport()).isEqualTo(TransportType.JUNIXSOCKET);
				assertThat(options.source()).isFalse();
				assertThat(context.getBean(Peer.class).transport()).isEqualTo(TransportType.JUNIXSOCKET);
			});
	}

	@Test
	void whoSendsIsToldOnTheNativeTransportAndRefusedOnAnyOther() {
		ApplicationContextRunner asking = this.runner.withUserConfiguration(Listener.class)
			.withPropertyValues("uxd.sender-credentials=true", "uxd.allowed-users=0," + USER);
		asking.withPropertyValues("uxd.transport=junixsocket").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(PeerOpenException.class,
						(ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.UNSUPPORTED))
				.hasMessageContaining("knows who sends");
		});
		asking.withPropertyValues("uxd.transport=native").run((context) -> {
			Peer peer = context.getBean(Peer.class);
			assertThat(peer.options().allowedUsers()).containsOnly(0L, USER);
			TestSockets.send(peer.path(), "who am I?");
			List<DatagramReceivedEvent> events = context.getBean(Listener.class).events;
			await().until(() -> events.size() == 1);
			assertThat(events.get(0).getDatagram().credentials()).extracting(SenderCredentials::pid)
				.isEqualTo((int) ProcessHandle.current().pid());
		});
	}

	@Test
	void anAbsolutePathIsTakenAsItIs() {
		this.runner.withPropertyValues("uxd.path=" + this.directory.resolve("app.sock"), "uxd.umask=0007")
			.run((context) -> {
				assertThat(this.directory.resolve("app.sock")).exists();
				assertThat(PosixFilePermissions
					.toString(Files.getPosixFilePermissions(this.directory.resolve("app.sock"))))
					.isEqualTo("rwxrwx---");
			});
	}

	@Test
	void aValueThatThePeerRefusesIsReportedWithItsProperty() {
		refuses("uxd.name", "../x");
		refuses("uxd.name", "/x");
		refuses("uxd.base", "a/../..");
		refuses("uxd.path", "relative.sock");
		refuses("uxd.extension", "a/b");
		refuses("uxd.buffer-count", "-1");
		refuses("uxd.buffer-size", "0B");
		refuses("uxd.buffer-size", "2GB");
		refuses("uxd.allowed-users", "-1");
		refuses("uxd.allowed-users", "");
		refuses("uxd.allowed-users", "root");
		refuses("uxd.allowed-users", "0,,1000");
		refuses("uxd.poller.batch-size", "0");
		refuses("uxd.poller.spin", "-1s");
		refuses("uxd.poller.drain-timeout", "-1s");
		refuses("uxd.poller.check-interval", "-1s");
		refuses("uxd.poller.back-off.initial-interval", "0");
		refuses("uxd.poller.back-off.max-interval", "1ms");
		refuses("uxd.poller.back-off.multiplier", "0.5");
		refuses("uxd.poller.back-off.multiplier", "NaN");
		refuses("uxd.poller.phase", Integer.toString(Integer.MIN_VALUE));
		refuses("spring.application.name", "my/../app");
	}

	private void refuses(String property, String value, String... others) {
		this.runner.withPropertyValues(property + "=" + value).withPropertyValues(others).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(property);
					assertThat(ex.getReason()).isNotEmpty();
				});
		});
		assertThat(this.directory.resolve("hio/uxd")).doesNotExist();
	}

	@Test
	void aUserMayStepIn() {
		Peer own = Peer.builder().path(this.directory.resolve("own")).build();
		this.runner.withBean("ownPeer", Peer.class, () -> own)
			.withBean("ownErrorHandler", UxdErrorHandler.class, () -> (failure) -> {
			})
			.run((context) -> {
				assertThat(context).hasSingleBean(Peer.class).hasSingleBean(UxdErrorHandler.class);
				assertThat(own.isReachable()).isTrue();
				assertThat(context.getBean(PeerPoller.class).getPeer()).isSameAs(own);
			});
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void withSeveralPeersOfTheUsersOwnNothingIsGuessed() {
		this.runner.withBean("a", Peer.class, () -> Peer.builder().build())
			.withBean("b", Peer.class, () -> Peer.builder().build())
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PeerPoller.class)
				.doesNotHaveBean(PeerLifecycle.class));
	}

	@Test
	void aPathIsNotLookedForOnTheClassPath() {
		UxdProperties properties = new UxdProperties();
		properties.setHeadDirectory("/io");
		Peer peer = new PeerFactory(new StaticListableBeanFactory().getBeanProvider(PeerBuilderCustomizer.class))
			.create(ConfiguredPeer.primary(properties, new MockEnvironment()), null);
		assertThat(peer.options().directories().head()).hasToString("/io");
	}

	@Test
	void aWireLogIsWrittenWhenItIsAskedFor() {
		this.runner
			.withPropertyValues("uxd.wire-log.enabled=true", "uxd.wire-log.together=true", "uxd.name=logged",
					"uxd.wire-log.max-size=1MB")
			.run((context) -> {
				Peer peer = context.getBean(Peer.class);
				TestSockets.send(peer, "hello".getBytes(), UxdAddress.of(peer.path()));
				await().until(() -> peer.statistics().received() == 1);
				WireLog log = context.getBean(WireLog.class);
				assertThat(log.files()).singleElement().satisfies((file) -> {
					assertThat(file.getParent()).isEqualTo(this.directory.resolve("hio/wirelogs"));
					assertThat(file.getFileName().toString()).startsWith("logged.");
					String path = peer.path().toString();
					assertThat(file).content().contains("\nTx " + path + ":\nhello\n", "\nRx " + path + ":\nhello\n");
				});
			});
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(WireLog.class));
	}

	@Test
	void aWireLogWithoutFilesIsRefused() {
		refuses("uxd.wire-log.max-files", "0", "uxd.wire-log.enabled=true");
	}

	@Test
	void handlersAreCalledInTheirOrderBesideTheEvent() {
		this.runner.withUserConfiguration(Listener.class, Handlers.class).run((context) -> {
			TestSockets.send(context.getBean(Peer.class).path(), "a");
			List<DatagramReceivedEvent> events = context.getBean(Listener.class).events;
			await().until(() -> events.size() == 1);
			assertThat(context.getBean(Handlers.class).calls).containsExactly("first", "second");
		});
	}

	@Test
	void aTimeToSpinIsInMicrosecondsUnlessItSaysOtherwise() {
		this.runner.withPropertyValues("uxd.poller.spin=50")
			.run((context) -> assertThat(context.getBean(UxdProperties.class).getPoller().getSpin())
				.isEqualTo(Duration.ofNanos(50_000)));
		this.runner.withPropertyValues("uxd.poller.spin=1ms")
			.run((context) -> assertThat(context.getBean(UxdProperties.class).getPoller().getSpin())
				.isEqualTo(Duration.ofMillis(1)));
	}

	@Test
	void withoutEventsTheHandlersStillReceive() {
		this.runner.withUserConfiguration(Listener.class, Handlers.class)
			.withPropertyValues("uxd.poller.publish-events=off")
			.run((context) -> {
				TestSockets.send(context.getBean(Peer.class).path(), "a");
				List<String> calls = context.getBean(Handlers.class).calls;
				await().until(() -> calls.size() == 2);
				assertThat(context.getBean(Listener.class).events).isEmpty();
			});
	}

	@Test
	void withoutAPollerThePeerStillSends() {
		this.runner.withPropertyValues("uxd.poller.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(PeerPoller.class);
			Peer peer = context.getBean(Peer.class);
			assertThat(peer.isReachable()).isTrue();
			assertThat(peer.send(new byte[1], UxdAddress.of(peer.path()))).isTrue();
			assertThat(peer.receive().length()).isEqualTo(1);
		});
	}

	@Test
	void everythingCanBeSwitchedOff() {
		this.runner.withPropertyValues("uxd.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Peer.class).doesNotHaveBean(PeerPoller.class);
			assertThat(this.directory).isEmptyDirectory();
		});
	}

	@Test
	void theContextStopsAndStartsAgainTwiceOnTheSamePath() {
		this.runner.withUserConfiguration(Listener.class).run((context) -> {
			Peer peer = context.getBean(Peer.class);
			Path path = peer.path();
			List<DatagramReceivedEvent> events = context.getBean(Listener.class).events;
			for (int i = 1; i <= 3; i++) {
				TestSockets.send(path, "datagram " + i);
				int expected = i;
				await().until(() -> events.size() == expected);
				context.getSourceApplicationContext().stop();
				assertThat(path).doesNotExist();
				assertThat(peer.isOpen()).isFalse();
				context.getSourceApplicationContext().start();
				assertThat(peer.path()).isEqualTo(path);
				assertThat(peer.isReachable()).isTrue();
			}
		});
	}

	@Test
	void aListenerMayCloseTheApplication() throws Exception {
		this.runner.withUserConfiguration(Closer.class).run((context) -> {
			long start = System.nanoTime();
			TestSockets.send(context.getBean(Peer.class).path(), "close", "last words");
			Closer closer = context.getBean(Closer.class);
			await().until(() -> closer.received.size() == 2);
			await().until(() -> !context.getSourceApplicationContext().isActive());
			TestSockets.awaitNoPollerThreads();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).as("no waiting for itself")
				.isLessThan(Duration.ofSeconds(20));
			assertThat(closer.received).containsExactly("close", "last words");
		});
		assertThat(this.directory.resolve("hio/uxd")).isEmptyDirectory();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private final List<DatagramReceivedEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			this.events.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@Bean
		@Order(-1)
		DatagramHandler second() {
			return (datagram, peer) -> this.calls.add("second");
		}

		@Bean
		@Order(-2)
		DatagramHandler first() {
			return (datagram, peer) -> this.calls.add("first");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Closer {

		private final List<String> received = new CopyOnWriteArrayList<>();

		private final org.springframework.context.ConfigurableApplicationContext context;

		Closer(org.springframework.context.ConfigurableApplicationContext context) {
			this.context = context;
		}

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			this.received.add(event.getDatagram().text());
			if (event.getDatagram().text().equals("close")) {
				// The next datagram is in the queue before the application goes down.
				await().until(() -> this.context.getBean(Peer.class).awaitReadable(Duration.ZERO));
				this.context.close();
			}
		}

	}

}

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
import java.util.List;
import java.util.Map;

import io.github.uxd.Peer;
import io.github.uxd.Umask;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which peers the properties name, and which properties each of them gets.
 */
@Timeout(60)
class PeerIdTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.name=main", "uxd.head-directory=" + this.directory);
	}

	@Test
	void aPeerOfWhichOnlyUnknownKeysAreSetIsRefused() {
		this.runner.withPropertyValues("uxd.peers.orders.pth=/tmp/x", "uxd.peers.orders.poller.batchsz=3")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("uxd.peers.orders")
				.hasMessageContaining("'uxd.peers.orders.pth'")
				.hasMessageContaining("'uxd.peers.orders.poller.batchsz'"));
	}

	@Test
	void aVariableWithADashOfTheIdAsUnderscoreIsRefused() {
		environment(Map.of("UXD_PEERS_MY_ORDERS_PATH", this.directory + "/my-orders"))
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("uxd.peers.my")
				.hasMessageContaining("neither dashes nor underscores"));
	}

	@Test
	void aFurtherPeerNeverGetsThePropertiesOfThePrimaryOne() {
		this.runner.withPropertyValues("uxd.path=" + this.directory.resolve("main"), "uxd.peers.orders=")
			.withBean(PeerBuilderCustomizer.class, () -> (builder, id) -> builder.temp(id.equals("orders")))
			.run((context) -> {
				UxdPeers peers = context.getBean(UxdPeers.class);
				assertThat(peers.get("main").peer().path()).isEqualTo(this.directory.resolve("main"));
				assertThat(peers.get("orders").peer().path()).isNotEqualTo(this.directory.resolve("main"));
			});
	}

	@Test
	void aPeerThatIsOffLeavesThePrimaryOneOfItsNameAlone() {
		this.runner.withPropertyValues("uxd.peers.main.enabled=false", "uxd.peers.main.listener.auto-startup=false")
			.run((context) -> {
				UxdProperties properties = context.getBean(UxdProperties.class);
				assertThat(properties.ofPeer("main")).isSameAs(properties);
				assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::id)
					.containsExactly("main");
			});
	}

	@Test
	void aVariableOfThePeerIsFoundHoweverItsIdIsSpelt() {
		for (String id : List.of("slow-archive", "slowArchive", "slow_archive", "slowarchive")) {
			Path path = this.directory.resolve(id);
			environment(Map.of("UXD_PEERS_SLOWARCHIVE_UMASK", "0007"))
				.withPropertyValues("uxd.peers." + id + ".path=" + path)
				.run((context) -> {
					assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::id)
						.containsExactly("main", id);
					Peer peer = context.getBean(UxdPeers.class).get(id).peer();
					assertThat(peer.path()).isEqualTo(path);
					assertThat(peer.options().umask()).isEqualTo(Umask.of("0007"));
				});
		}
	}

	@Test
	void aPeerMayComeFromVariablesAlone() {
		Path path = this.directory.resolve("orders");
		environment(Map.of("UXD_PEERS_ORDERS_PATH", path.toString()))
			.run((context) -> assertThat(context.getBean(UxdPeers.class).get("orders").peer().path()).isEqualTo(path));
	}

	@Test
	void theNameOfAPrimaryPeerThatTheUserHasReplacedIsFree() {
		this.runner.withBean("own", Peer.class, () -> Peer.builder().name("own").temp(true).build())
			.withPropertyValues("uxd.peers.main.temp=true")
			.run((context) -> assertThat(context.getBean(UxdPeers.class).getAll()).extracting(ManagedPeer::id)
				.containsExactly("own", "main"));
	}

	@Test
	void theNameOfAPrimaryPeerOfTheUsersOwnIsTaken() {
		this.runner.withBean("own", Peer.class, () -> Peer.builder().name("orders").temp(true).build())
			.withPropertyValues("uxd.peers.orders.temp=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("uxd.peers.orders")
				.hasMessageContaining("The primary peer has this name already"));
	}

	private ApplicationContextRunner environment(Map<String, Object> variables) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource(
					"test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
	}

}

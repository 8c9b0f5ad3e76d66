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

import io.github.uxd.Activation;
import io.github.uxd.Peer;
import io.github.uxd.PeerOpenException;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where no socket is passed: what the properties ask for, and what becomes of it. (With
 * one, see the tests of the core and of the packaged application.)
 */
class ActivationTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory);
	}

	@Test
	void withoutASocketTheStartEnds() {
		this.runner.withPropertyValues("uxd.activation=systemd")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(PeerOpenException.class,
						(ex) -> assertThat(ex.reason()).isEqualTo(PeerOpenException.Reason.ACTIVATION))
				.hasMessageContaining("systemd has passed no socket for the peer 'main'"));
	}

	@Test
	void withoutASocketOneIsBoundWhereThatIsAllowed() {
		this.runner.withPropertyValues("uxd.activation=auto").run((context) -> {
			Peer peer = context.getBean(Peer.class);
			assertThat(peer.options().activation()).isEqualTo(Activation.AUTO);
			assertThat(peer.isActivated()).isFalse();
			assertThat(peer.isReachable()).isTrue();
		});
	}

	@Test
	void theOnlyPeerTakesTheOnlySocketWhateverThatIsCalled() {
		this.runner.run((context) -> {
			Peer peer = context.getBean(Peer.class);
			assertThat(peer.options().activation()).isEqualTo(Activation.NONE);
			assertThat(peer.options().activationName()).isNull();
		});
	}

	@Test
	void anOnlyFurtherPeerIsAnOnlyPeerToo() {
		this.runner
			.withPropertyValues("uxd.primary=false", "uxd.peers.orders.path=" + this.directory.resolve("orders"),
					"uxd.peers.stock.enabled=false")
			.run((context) -> assertThat(
					context.getBean(UxdPeers.class).get("orders").peer().options().activationName())
				.isNull());
	}

	@Test
	void whereThereAreSeveralEachTakesTheSocketOfItsId() {
		this.runner
			.withPropertyValues("uxd.name=shop", "uxd.peers.orders.activation=auto",
					"uxd.peers.orders.path=" + this.directory.resolve("orders"), "uxd.peers.stock.activation=auto",
					"uxd.peers.stock.path=" + this.directory.resolve("stock"),
					"uxd.peers.stock.activation-name=stock.socket")
			.run((context) -> {
				UxdPeers peers = context.getBean(UxdPeers.class);
				assertThat(peers.get("shop").peer().options().activationName()).isEqualTo("shop");
				assertThat(peers.get("orders").peer().options().activationName()).isEqualTo("orders");
				assertThat(peers.get("stock").peer().options().activationName()).isEqualTo("stock.socket");
				assertThat(peers.get("shop").peer().options().activation()).isEqualTo(Activation.NONE);
			});
	}

	@Test
	void aNameThatNoSocketCanHaveIsRefusedWithItsProperty() {
		this.runner.withPropertyValues("uxd.activation-name=a:b")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("uxd.activation-name")
				.hasMessageContaining("has no colon"));
	}

}

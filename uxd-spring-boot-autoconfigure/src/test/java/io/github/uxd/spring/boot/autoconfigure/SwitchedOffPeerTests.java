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

import io.github.uxd.Peer;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.endpoint.PeersDescriptor.ListenerDescriptor;
import io.github.uxd.spring.endpoint.UxdEndpoint;
import io.github.uxd.spring.endpoint.UxdEndpointWebExtension;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

/**
 * A peer that somebody has switched off isn't missing.
 */
@Timeout(60)
class SwitchedOffPeerTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory,
					"uxd.peers.flaky.path=" + this.directory.resolve("flaky"), "uxd.peers.flaky.enabled=off",
					"uxd.peers.orders.path=" + this.directory.resolve("orders"),
					"uxd.peers.stock.path=" + this.directory.resolve("stock"),
					"management.endpoints.web.exposure.include=uxd");
	}

	@Test
	void itsListenersStayStoppedAndTheEndpointShowsThem() {
		this.runner.withUserConfiguration(Desk.class).run((context) -> {
			assertThat(context).hasNotFailed();
			UxdListenerContainer listener = context.getBean(UxdListenerRegistry.class).getContainer("desk");
			assertThat(listener.getPeerId()).isEqualTo("flaky");
			listener.start();
			assertThat(listener.isRunning()).isFalse();
			UxdEndpoint endpoint = context.getBean(UxdEndpoint.class);
			assertThat(endpoint.peers().peers()).extracting((peer) -> peer.id())
				.containsExactly("main", "orders", "stock");
			assertThat(endpoint.peers().switchedOff()).singleElement().satisfies((off) -> {
				assertThat(off.id()).isEqualTo("flaky");
				assertThat(off.listeners()).extracting(ListenerDescriptor::id, ListenerDescriptor::running)
					.containsExactly(tuple("desk", false));
			});
			assertThat(context.getBean(UxdEndpointWebExtension.class).changeListener("desk", "start").getStatus())
				.isEqualTo(409);
			assertThatIllegalArgumentException().isThrownBy(() -> context.getBean(UxdPeers.class).get("flaky"))
				.withMessageContaining("switched off")
				.withMessageContaining("'uxd.peers.flaky.enabled'");
		});
		assertThat(this.directory.resolve("flaky")).doesNotExist();
	}

	@Test
	void thePrimaryPeerOfItsNameIsNotMeant() {
		this.runner.withPropertyValues("uxd.name=flaky").withUserConfiguration(Desk.class).run((context) -> {
			assertThat(context.getBean(UxdListenerRegistry.class).getContainer("desk").isRunning()).isTrue();
			assertThat(context.getBean(UxdEndpoint.class).peers().switchedOff()).isEmpty();
		});
	}

	@Test
	void aTemplateWithoutAPrimaryPeerNamesThePeersThatThereAre() {
		FailureAnalysis analysis = failure(this.runner.withPropertyValues("uxd.primary=false"), Sender.class);
		assertThat(analysis.getDescription()).contains("constructor in " + Sender.class.getName(),
				"required a UxdTemplate", "there is no primary peer", "'orders', 'stock'");
		assertThat(analysis.getAction()).contains("@Qualifier(\"orders\")", "'uxd.primary'");
	}

	@Test
	void aTemplateOfAPeerThatIsOffSaysSo() {
		FailureAnalysis analysis = failure(this.runner, FlakySender.class);
		assertThat(analysis.getDescription()).contains("a UxdTemplate of the peer 'flaky', which is switched off",
				"'uxd.peers.flaky.enabled'");
		assertThat(analysis.getAction()).contains("ObjectProvider<UxdTemplate>");
	}

	@Test
	void aPeerThatThereIsNoneOfIsToldWithThoseThatThereAre() {
		FailureAnalysis analysis = failure(this.runner, Misspelt.class);
		assertThat(analysis.getDescription()).contains("a Peer of the peer 'order'", "'orders', 'stock'");
		assertThat(analysis.getAction()).contains("'uxd.peers.order'");
	}

	@Test
	void withAllOfThemOffThatIsTheReason() {
		FailureAnalysis analysis = failure(this.runner.withPropertyValues("uxd.enabled=no"), Sender.class);
		assertThat(analysis.getDescription()).contains("all peers are switched off ('uxd.enabled')");
	}

	private static FailureAnalysis failure(ApplicationContextRunner runner, Class<?> bean) {
		return StartFailures.of(runner.withUserConfiguration(bean));
	}

	static class Desk {

		@UxdListener(id = "desk", peer = "flaky")
		String receive(String text) {
			return text;
		}

	}

	static class Sender {

		Sender(UxdTemplate template) {
		}

	}

	static class FlakySender {

		FlakySender(@Qualifier("flaky") UxdTemplate template) {
		}

	}

	static class Misspelt {

		Misspelt(@Qualifier("order") Peer peer) {
		}

	}

}

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
package io.github.uxd.spring.boot.autoconfigure.diagnostics;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import io.github.uxd.Activation;
import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class PeerOpenFailureAnalyzerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(UxdAutoConfigurations.with());

	private final MockEnvironment environment = new MockEnvironment();

	@TempDir
	Path directory;

	@Test
	void aPathThatIsTooLong() {
		String path = this.directory + "/" + "x".repeat(107 - this.directory.toString().length());
		FailureAnalysis analysis = failToOpen(path);
		assertThat(analysis.getDescription()).contains("108").contains("107").contains(path);
		assertThat(analysis.getAction()).contains("'uxd.path'").contains("shorter");
		this.environment.setProperty("uxd.path", path);
		assertThat(failToOpen(path).getAction()).contains("shorter 'uxd.path'").doesNotContain("'uxd.name'");
	}

	@Test
	void anAddressInUse() throws Exception {
		Path path = this.directory.resolve("taken");
		try (Peer other = Peer.builder().path(path).build()) {
			other.open();
			FailureAnalysis analysis = failToOpen(path.toString());
			assertThat(analysis.getDescription()).contains("in use").contains(path.toString());
			assertThat(analysis.getAction()).contains("ss -xap");
			assertThat(other.isReachable()).isTrue();
		}
	}

	@Test
	void theAdviceNamesThePropertiesOfThePeer() throws Exception {
		Path path = Files.writeString(this.directory.resolve("notes"), "mine");
		this.environment.setProperty("uxd.peers.myOrders.path", path.toString());
		this.runner.withPropertyValues("uxd.primary=false", "uxd.peers.myOrders.path=" + path).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure(), this.environment);
			assertThat(analysis.getDescription()).contains("The peer 'myOrders' can't be opened", path.toString());
			assertThat(analysis.getAction()).contains("'uxd.peers.myOrders.path'").doesNotContain("'uxd.path'");
		});
	}

	@Test
	void notASocket() throws Exception {
		Path path = Files.writeString(this.directory.resolve("notes"), "mine");
		FailureAnalysis analysis = failToOpen(path.toString());
		assertThat(analysis.getDescription()).contains("a regular file").contains(path.toString());
		assertThat(analysis.getAction()).contains("Move it away");
		assertThat(path).hasContent("mine");
	}

	@Test
	void noPermission() throws Exception {
		Path path = Files.createFile(this.directory.resolve("file")).resolve("socket");
		FailureAnalysis analysis = failToOpen(path.toString());
		assertThat(analysis.getDescription()).contains(path.toString());
		assertThat(analysis.getAction()).contains("write permission");
	}

	@Test
	void noDatagramsHere() {
		FailureAnalysis analysis = failToOpen(
				Peer.builder().temp(true).transport(TransportType.JUNIXSOCKET).senderCredentials(true).build());
		assertThat(analysis.getDescription()).contains("Only the native transport knows who sends");
		assertThat(analysis.getAction()).contains("'uxd.enabled' to false");
	}

	@Test
	void noSocketOfSystemd() {
		FailureAnalysis analysis = failToOpen(Peer.builder().name("orders").activation(Activation.SYSTEMD).build());
		assertThat(analysis.getDescription()).contains("systemd has passed no socket for the peer 'orders'");
		assertThat(analysis.getAction()).contains("ListenDatagram=", "'uxd.activation-name'",
				"'uxd.activation' to auto");
	}

	@Test
	void anythingElse() {
		AtomicReference<Peer> peer = new AtomicReference<>();
		peer.set(Peer.builder().path(this.directory.resolve("x")).receiveBuffers((size) -> {
			peer.get().close();
			return ByteBuffer.allocateDirect(size);
		}).build());
		FailureAnalysis analysis = failToOpen(peer.get());
		assertThat(analysis.getDescription()).contains("was closed while it opened");
		assertThat(analysis.getAction()).contains("'uxd.path'");
	}

	@Test
	void noMemoryForTheBuffer() {
		FailureAnalysis analysis = failToOpen(
				Peer.builder().path(this.directory.resolve("x")).receiveBuffers((size) -> {
					throw new OutOfMemoryError("as asked");
				}).build());
		assertThat(analysis.getAction()).contains("'uxd.buffer-size'").contains("-XX:MaxDirectMemorySize");
	}

	private FailureAnalysis failToOpen(Peer peer) {
		return analyze(catchThrowable(peer::open), this.environment);
	}

	private FailureAnalysis failToOpen(String path) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		this.runner.withPropertyValues("uxd.path=" + path).run((context) -> {
			assertThat(context).hasFailed();
			analysis[0] = analyze(context.getStartupFailure(), this.environment);
		});
		return analysis[0];
	}

	private static FailureAnalysis analyze(Throwable failure, Environment environment) {
		FailureAnalysis analysis = new PeerOpenFailureAnalyzer(environment).analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

}

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many peers in one application, and another process that sends to all of them.
 */
@Timeout(120)
class FiftyPeersTests extends OnEachTransport {

	private static final int PEERS = 50;

	private static final int DATAGRAMS = 1000;

	/**
	 * Sends numbered datagrams to each path in turn. The socket blocks while a queue is
	 * full, so that nothing is lost.
	 */
	private static final String SENDER = """
			import socket, sys
			sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			for number in range(int(sys.argv[1])):
			    for path in sys.argv[2:]:
			        sender.sendto(b"%s %d" % (path.encode(), number), path)
			""";

	@TempDir
	Path directory;

	@Test
	@RequiresProgram("python3")
	void everyDatagramArrivesAtItsPeerInOrder() {
		String[] properties = IntStream.range(0, PEERS)
			.boxed()
			.flatMap((i) -> Stream.of("uxd.peers.p" + i + ".path=" + path(i),
					"uxd.peers.p" + i + ".transport=" + this.transport))
			.toArray(String[]::new);
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.primary=false")
			.withPropertyValues(properties)
			.withUserConfiguration(Listener.class)
			.run((context) -> {
				Map<String, List<String>> received = context.getBean(Listener.class).received;
				Path script = Files.writeString(this.directory.resolve("sender.py"), SENDER);
				Process process = new ProcessBuilder(Stream
					.concat(Stream.of("python3", script.toString(), Integer.toString(DATAGRAMS)),
							IntStream.range(0, PEERS).mapToObj((i) -> path(i).toString()))
					.toList()).inheritIO().start();
				assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
				assertThat(process.exitValue()).isZero();
				await().atMost(Duration.ofSeconds(20))
					.until(() -> received.values().stream().mapToInt(List::size).sum() == PEERS * DATAGRAMS);
				assertThat(received).hasSize(PEERS);
				for (int i = 0; i < PEERS; i++) {
					Path path = path(i);
					assertThat(received.get("p" + i)).containsExactlyElementsOf(
							IntStream.range(0, DATAGRAMS).mapToObj((number) -> path + " " + number).toList());
				}
				assertThat(TestSockets.pollerThreads()).hasSize(PEERS);
			});
		TestSockets.awaitNoPollerThreads();
	}

	private Path path(int number) {
		return this.directory.resolve("socket-" + number);
	}

	@Configuration(proxyBeanMethods = false)
	static class Listener {

		private final Map<String, List<String>> received = new ConcurrentHashMap<>();

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			this.received.computeIfAbsent(event.getPeerId(), (key) -> new CopyOnWriteArrayList<>())
				.add(event.getDatagram().text());
		}

	}

}

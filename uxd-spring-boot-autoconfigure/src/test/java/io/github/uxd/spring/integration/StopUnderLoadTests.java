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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.OnEachTransport;
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
 * An application that is stopped while others send to it with all their might.
 */
@Timeout(120)
class StopUnderLoadTests extends OnEachTransport {

	/**
	 * Sends numbered datagrams, waiting while the queue is full, until that fails; then
	 * prints how many were sent. Every other one has connected its socket.
	 */
	private static final String SENDER = """
			import socket, sys
			s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			name, path = sys.argv[1:]
			if int(name) % 2:
			    s.connect(path)
			sent = 0
			try:
			    while sent < 10000000:
			        data = b"%s %d" % (name.encode(), sent)
			        s.send(data) if int(name) % 2 else s.sendto(data, path)
			        sent += 1
			except OSError:
			    pass
			print(sent)
			""";

	@TempDir
	Path directory;

	@Test
	@RequiresProgram("python3")
	void everyDatagramWhoseSendSucceededIsHandled() {
		Path path = this.directory.resolve("stopped");
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withUserConfiguration(Counting.class)
			.withPropertyValues("uxd.path=" + path, transportProperty())
			.run((context) -> {
				Counting counting = context.getBean(Counting.class);
				Peer peer = context.getBean(Peer.class);
				for (int round = 0; round < 3; round++) {
					counting.next.clear();
					List<Process> senders = new ArrayList<>();
					for (int i = 0; i < 6; i++) {
						senders.add(new ProcessBuilder("python3", "-c", SENDER, Integer.toString(i), path.toString())
							.redirectError(ProcessBuilder.Redirect.INHERIT)
							.start());
					}
					await().until(() -> counting.next.size() == senders.size());
					context.getSourceApplicationContext().stop();
					for (int i = 0; i < senders.size(); i++) {
						String printed = new String(senders.get(i).getInputStream().readAllBytes(),
								StandardCharsets.US_ASCII);
						assertThat(senders.get(i).waitFor(20, TimeUnit.SECONDS)).isTrue();
						assertThat(counting.next.get(Integer.toString(i))).isEqualTo(Integer.valueOf(printed.trim()));
					}
					context.getSourceApplicationContext().start();
				}
				assertThat(counting.outOfOrder).isEmpty();
				assertThat(peer.statistics().dropped(DropReason.CLOSED)).isZero();
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Counting {

		private final Map<String, Integer> next = new ConcurrentHashMap<>();

		private final List<String> outOfOrder = new ArrayList<>();

		@EventListener
		void onDatagram(DatagramReceivedEvent event) {
			String[] parts = event.getDatagram().text().split(" ");
			int number = Integer.parseInt(parts[1]);
			if (number != this.next.getOrDefault(parts[0], 0)) {
				this.outOfOrder.add(event.getDatagram().text());
			}
			this.next.put(parts[0], number + 1);
		}

	}

}

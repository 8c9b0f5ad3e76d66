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
package io.github.uxd.spring;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.SendException;
import io.github.uxd.UxdAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Other processes' sockets, as seen by the tests, and what the process holds open.
 */
public final class TestSockets {

	private TestSockets() {
	}

	/**
	 * Send from a bound peer of its own, again and again while the destination is full.
	 */
	public static void send(Path destination, String... payloads) throws Exception {
		try (Peer sender = Peer.builder().temp(true).name("sender").build()) {
			sender.open();
			for (String payload : payloads) {
				send(sender, payload.getBytes(StandardCharsets.UTF_8), UxdAddress.of(destination));
			}
		}
	}

	public static void send(Peer sender, byte[] payload, UxdAddress destination) throws Exception {
		while (!sender.send(payload, destination)) {
			Thread.onSpinWait();
		}
	}

	/**
	 * Send, again and again until it succeeds, whatever the reason is that it doesn't.
	 */
	public static void sendUntilItSucceeds(Peer sender, byte[] payload, UxdAddress destination) throws Exception {
		while (true) {
			try {
				if (sender.send(payload, destination)) {
					return;
				}
			}
			catch (SendException ex) {
				// The receiver's file is gone for a moment.
				Thread.onSpinWait();
			}
		}
	}

	public static long openDescriptors() throws Exception {
		try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
			return list.count();
		}
	}

	/**
	 * Return the threads that receive, or that listeners run on.
	 */
	public static Stream<Thread> pollerThreads() {
		return threads().stream().filter((thread) -> !thread.getName().endsWith("-keep-alive"));
	}

	/**
	 * Return all threads that are there because of peers.
	 */
	public static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("uxd-"))
			.toList();
	}

	/**
	 * Wait for the threads of pollers that have stopped: they call back just before they
	 * end.
	 */
	public static void awaitNoPollerThreads() {
		await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

}

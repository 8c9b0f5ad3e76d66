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
package io.github.uxd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A peer, or several, in a process of its own, that does as it is told.
 */
final class PeerProcess implements AutoCloseable {

	private final Process process;

	private final BufferedReader answers;

	private final PrintStream commands;

	PeerProcess(TransportType transport, List<Path> paths) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(
				List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.addAll(List.of(Main.class.getName(), transport.name()));
		paths.forEach((path) -> command.add(path.toString()));
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.answers = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		this.commands = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	void tell(String command) {
		this.commands.println(command);
	}

	String answer() throws IOException {
		return String.valueOf(this.answers.readLine());
	}

	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		this.commands.close();
		this.process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
	}

	static final class Main {

		private Main() {
		}

		/**
		 * Read commands: {@code open AT}, which opens all peers at a time in milliseconds
		 * since 1970, and {@code close}. What all say alike is said once.
		 */
		public static void main(String[] args) throws Exception {
			List<Peer> peers = Stream.of(args)
				.skip(1)
				.map((path) -> Peer.builder()
					.path(Path.of(path))
					.transport(TransportType.valueOf(args[0]))
					.umask(Umask.of("077"))
					.build())
				.toList();
			BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			for (String line = commands.readLine(); line != null; line = commands.readLine()) {
				String[] words = line.split(" ");
				if (words[0].equals("open")) {
					while (System.currentTimeMillis() < Long.parseLong(words[1])) {
						Thread.onSpinWait();
					}
					System.out.println(peers.stream().map(Main::open).distinct().collect(Collectors.joining(", ")));
				}
				else {
					peers.forEach(Peer::close);
					System.out.println("closed");
				}
			}
		}

		private static String open(Peer peer) {
			try {
				peer.open();
				return "opened";
			}
			catch (PeerOpenException ex) {
				return (ex.reason() == PeerOpenException.Reason.ADDRESS_IN_USE) ? "in use"
						: ex.reason() + ": " + ex.getMessage();
			}
		}

	}

}

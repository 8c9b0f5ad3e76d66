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
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A process with a peer to which sockets are passed, as systemd does: what passes them is
 * given as the beginning of its command.
 */
final class ActivatedProcess implements AutoCloseable {

	private static final long LONGEST = 60;

	private final Process process;

	private final BufferedReader answers;

	private final PrintStream commands;

	/**
	 * Start the process after a script that passes sockets.
	 * @param sockets what that is to make
	 * @param options the options of the peer, {@code NAME=VALUE}
	 */
	static ActivatedProcess with(List<String> sockets, String... options) throws IOException {
		List<String> passing = new ArrayList<>(List.of("python3", script()));
		passing.addAll(sockets);
		passing.add("--");
		ActivatedProcess process = new ActivatedProcess(passing, options);
		// Once it answers its sockets are there.
		process.ask("pid");
		return process;
	}

	/**
	 * Return the path of the script.
	 */
	static String script() {
		try {
			return Path.of(ActivatedProcess.class.getResource("pass_sockets.py").toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Start the process.
	 * @param passing the command that passes sockets to the one that follows it
	 * @param options the options of the peer, {@code NAME=VALUE}
	 */
	ActivatedProcess(List<String> passing, String... options) throws IOException {
		List<String> command = new ArrayList<>(passing);
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", System.getProperty("java.class.path")));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.add(Main.class.getName());
		command.addAll(List.of(options));
		this.process = Programs.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
		this.process.onExit()
			.completeOnTimeout(this.process, LONGEST, TimeUnit.SECONDS)
			.thenAccept(Process::destroyForcibly);
		this.answers = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		this.commands = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	/**
	 * Have it do something, and return what it says.
	 */
	String ask(String command) throws IOException {
		this.commands.println(command);
		return String.valueOf(this.answers.readLine());
	}

	@Override
	public void close() {
		this.commands.close();
		this.process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
	}

	static final class Main {

		private final Peer peer;

		private Main(Peer peer) {
			this.peer = peer;
		}

		public static void main(String[] options) throws Exception {
			PeerBuilder builder = Peer.builder().activation(Activation.SYSTEMD);
			for (String option : options) {
				String value = option.substring(option.indexOf('=') + 1);
				switch (option.substring(0, option.indexOf('='))) {
					case "name" -> builder.name(value);
					case "transport" -> builder.transport(TransportType.valueOf(value));
					case "activation" -> builder.activation(Activation.valueOf(value));
					case "activation-name" -> builder.activationName(value);
					case "path" -> builder.path(Path.of(value));
					case "temp" -> builder.temp(true);
					case "umask" -> builder.umask(Umask.of(value));
					case "credentials" -> builder.senderCredentials(true);
					default -> throw new IllegalArgumentException(option);
				}
			}
			Main main = new Main(builder.build());
			BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			for (String line = commands.readLine(); line != null; line = commands.readLine()) {
				System.out.println(main.answer(line.split(" ")));
			}
		}

		private String answer(String[] words) throws Exception {
			switch (words[0]) {
				case "open" -> {
					return open(this.peer);
				}
				case "open-another" -> {
					return open(Peer.builder()
						.name(words[1])
						.activation(Activation.SYSTEMD)
						.transport(this.peer.options().transport())
						.build());
				}
				case "reopen" -> this.peer.reopen();
				case "enter" -> new PeerDoer(this.peer, (view) -> {
				}, 1).enter();
				case "gc" -> System.gc();
				case "heal" -> {
					return String.valueOf(this.peer.heal());
				}
				case "receive" -> {
					boolean more = this.peer.awaitReadable(Duration.ofSeconds(20));
					return text(more ? this.peer.receive() : null);
				}
				case "receive-at-once" -> {
					return text(this.peer.receive());
				}
				case "send" -> {
					return String.valueOf(this.peer.send(words[1].getBytes(StandardCharsets.UTF_8),
							UxdAddress.of(Path.of(words[2]))));
				}
				case "drain" -> {
					boolean empty = new PeerDoer(this.peer, (view) -> {
						throw new IllegalStateException("Received " + view);
					}, 1).drain(Duration.ofSeconds(20));
					return empty + " " + this.peer.awaitReadable(Duration.ofSeconds(20));
				}
				case "discard" -> {
					return String.valueOf(new PeerDoer(this.peer, (view) -> {
					}, 1).discard());
				}
				case "close" -> {
					this.peer.close(true);
					return "closed, dropped " + this.peer.statistics().dropped(DropReason.CLOSED);
				}
				case "state" -> {
					return this.peer.isActivated() + " " + this.peer.socketFileState() + " " + this.peer.transport()
							+ " " + this.peer.queueLength().isPresent();
				}
				case "flags" -> {
					return flags(words[1]);
				}
				case "sockets" -> {
					return String.valueOf(OpenSockets.count());
				}
				case "pid" -> {
					return String.valueOf(ProcessHandle.current().pid());
				}
				case "child" -> {
					return child();
				}
				default -> throw new IllegalArgumentException(words[0]);
			}
			return "done";
		}

		private static String open(Peer peer) {
			try {
				peer.open();
				return "opened " + peer.path();
			}
			catch (PeerOpenException ex) {
				return ex.reason() + ": " + ex.getMessage();
			}
		}

		private static String text(Datagram datagram) {
			return (datagram != null) ? datagram.text() : "nothing";
		}

		/**
		 * Return the flags of a descriptor, in octal.
		 */
		private static String flags(String descriptor) throws IOException {
			return Files.readAllLines(Path.of("/proc/self/fdinfo", descriptor))
				.stream()
				.filter((line) -> line.startsWith("flags:"))
				.map((line) -> line.substring("flags:".length()).strip())
				.collect(Collectors.joining());
		}

		/**
		 * Return what a program that is started here sees.
		 */
		private static String child() throws IOException {
			Process child = new ProcessBuilder("sh", "-c",
					"for fd in /proc/self/fd/*; do readlink $fd; done | grep -c ^socket; "
							+ "[ \"$LISTEN_PID\" = $$ ] && echo believes || echo doubts")
				.start();
			return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().replace('\n', ' ');
		}

	}

}

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
package io.github.uxd.bridge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Programs;
import io.github.uxd.reliability.Stage;

/**
 * One half of the bridge in a process of its own. Its socket is held by another process,
 * as systemd does, or is its own.
 */
final class Application {

	/**
	 * Options of all JVMs that are started: those that start soon and need little, unless
	 * how fast they are is the question.
	 */
	private static final String OPTIONS = System.getProperty("bridge.jvm-options",
			"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m");

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Stage stage;

	private final String name;

	private final List<String> command;

	private final Path socket;

	private final boolean activated;

	private Process activator;

	private BufferedReader activatorSays;

	private int starts;

	private long pid;

	private Process process;

	Application(Stage stage, String name, Path socket, boolean activated, List<String> properties) {
		this.stage = stage;
		this.name = name;
		this.socket = socket;
		this.activated = activated;
		this.command = java(BridgeApplication.class);
		this.command.addAll(properties);
		this.command.addAll(List.of("--server.port=0", "--spring.main.banner-mode=off", "--uxd.path=" + socket));
		if (activated) {
			this.command.add("--uxd.activation=systemd");
		}
	}

	/**
	 * Return a command that runs a class of the class path of this JVM.
	 */
	static List<String> java(Class<?> main) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.addAll(List.of(OPTIONS.split(" ")));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		return command;
	}

	/**
	 * Start it the first time or anew.
	 */
	void launch() throws IOException {
		this.starts++;
		if (this.activated) {
			activate();
		}
		else {
			List<String> words = new ArrayList<>(this.command);
			words.add("--start=" + this.starts);
			this.process = this.stage.start(
					new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(logPath(this.starts).toFile()));
			this.pid = this.process.pid();
		}
	}

	private void activate() throws IOException {
		if (this.activator == null) {
			List<String> words = new ArrayList<>(
					List.of(this.stage.program("activator").toString(), this.socket.toString()));
			// The last argument is the number of the start.
			words.addAll(List.of("sh", "-c", "for last; do :; done; exec \"$@\" >'" + this.stage.directory() + "/"
					+ this.name + "'-${last#--start=}.log 2>&1", "sh"));
			words.addAll(this.command);
			words.add("--start=");
			this.activator = this.stage.start(new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT));
			this.activatorSays = new BufferedReader(
					new InputStreamReader(this.activator.getInputStream(), StandardCharsets.UTF_8));
			this.activatorSays.readLine();
		}
		this.activator.getOutputStream().write((this.starts + "\n").getBytes(StandardCharsets.UTF_8));
		this.activator.getOutputStream().flush();
		this.pid = Long.parseLong(this.activatorSays.readLine());
	}

	/**
	 * Wait until it has started.
	 */
	void awaitStart() {
		Patience.until("the start of " + this.name, Patience.USUAL, () -> {
			if (ProcessHandle.of(this.pid).isEmpty()) {
				throw new IllegalStateException(this.name + " has ended: " + log());
			}
			return log().contains("Started BridgeApplication");
		});
	}

	void kill() throws Exception {
		end("KILL");
	}

	void stop() throws Exception {
		end("TERM");
	}

	private void end(String signal) throws Exception {
		Programs.signal(this.pid, signal);
		if (this.activated) {
			this.activatorSays.readLine();
		}
		else if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			throw new IllegalStateException(this.name + " doesn't end");
		}
	}

	/**
	 * Return what an endpoint of the actuator says.
	 */
	<T> T get(String endpoint, String jsonPath) {
		var port = PORT.matcher(log());
		if (!port.find()) {
			throw new IllegalStateException(this.name + " has no port: " + log());
		}
		URI uri = URI.create("http://127.0.0.1:" + port.group(1) + "/actuator/" + endpoint);
		try {
			return JsonPath.read(this.http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body(),
					jsonPath);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	double meter(String name) {
		return this.<Number>get("metrics/" + name, "$.measurements[0].value").doubleValue();
	}

	/**
	 * Return how much of the heap is used after a collection.
	 * @return the number of bytes
	 */
	long heap() {
		Programs.run(List.of("sh", "-c",
				"'" + Path.of(System.getProperty("java.home"), "bin/jcmd") + "' " + this.pid + " GC.run >/dev/null"));
		return (long) meter("jvm.memory.used?tag=area:heap");
	}

	/**
	 * Return the process that runs now.
	 */
	ProcessHandle process() {
		return ProcessHandle.of(this.pid).orElseThrow();
	}

	private Path logPath(int start) {
		return this.stage.directory().resolve(this.name + "-" + start + ".log");
	}

	/**
	 * Return what it has logged since its last start.
	 */
	String log() {
		return read(logPath(this.starts));
	}

	static String read(Path path) {
		try {
			return Files.exists(path) ? Files.readString(path) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

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
package io.github.uxd.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application in a process of its own, and what it prints.
 */
final class ApplicationProcess {

	/**
	 * The packaged application.
	 */
	static final String JAR = System.getProperty("sample.jar");

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private static final Pattern PATH = Pattern.compile("Listening at (\\S+)");

	/**
	 * The last line that the application prints when it starts.
	 */
	private static final String STARTED = "python3 -c";

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private ApplicationProcess(Process process) {
		this.process = process;
	}

	/**
	 * Start the Java that runs this test.
	 * @param arguments its arguments
	 */
	static ApplicationProcess start(String... arguments) throws IOException {
		return start(List.of(), Map.of(), arguments);
	}

	/**
	 * Start the packaged application with more on its class path, on a free port of the
	 * loopback interface.
	 * @param more folders of classes and of jars, with commas between
	 * @param options options of the JVM
	 * @param arguments arguments of the application
	 */
	static ApplicationProcess startWith(String more, List<String> options, String... arguments) throws IOException {
		List<String> all = new ArrayList<>(options);
		if (Runtime.version().feature() >= 22) {
			all.add("--enable-native-access=ALL-UNNAMED");
		}
		Collections.addAll(all, "-Dloader.path=" + more, "-cp", JAR,
				"org.springframework.boot.loader.launch.PropertiesLauncher", "--server.port=0",
				"--server.address=127.0.0.1");
		Collections.addAll(all, arguments);
		return start(all.toArray(String[]::new));
	}

	/**
	 * Start the Java that runs this test.
	 * @param starter a program that becomes it, with its arguments; empty for none
	 * @param variables further variables of its environment
	 * @param arguments its arguments
	 */
	static ApplicationProcess start(List<String> starter, Map<String, String> variables, String... arguments)
			throws IOException {
		List<String> command = new ArrayList<>(starter);
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(variables);
		ApplicationProcess application = new ApplicationProcess(builder.start());
		Thread reader = new Thread(application::read);
		reader.setDaemon(true);
		reader.start();
		return application;
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			reader.lines().forEach(this.output::add);
		}
		catch (IOException | java.io.UncheckedIOException ex) {
			this.output.add("The output ended: " + ex);
		}
	}

	/**
	 * Wait until the application has started so many times, in the same process.
	 */
	void awaitStarts(int times) {
		await().atMost(Duration.ofSeconds(60))
			.failFast(() -> assertThat(this.process.isAlive()).as(() -> String.join("\n", this.output)).isTrue())
			.until(() -> this.output.stream().filter((line) -> line.contains(STARTED)).count() == times);
	}

	/**
	 * Wait until the application has printed a line that contains a text.
	 */
	void awaitLine(String part) {
		await().atMost(Duration.ofSeconds(60))
			.failFast(() -> assertThat(this.process.isAlive()).as(() -> String.join("\n", this.output)).isTrue())
			.until(() -> !line(part).isEmpty());
	}

	/**
	 * Return the path of the primary peer, since the last start.
	 */
	Path path() {
		return Path.of(find(PATH));
	}

	String port() {
		return find(PORT);
	}

	private String find(Pattern pattern) {
		return this.output.stream()
			.map(pattern::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.reduce((first, last) -> last)
			.orElseThrow();
	}

	/**
	 * Return the first line that contains a text, or an empty one.
	 */
	String line(String part) {
		return this.output.stream().filter((line) -> line.contains(part)).findFirst().orElse("");
	}

	/**
	 * Return all lines that contain a text.
	 */
	List<String> lines(String part) {
		return this.output.stream().filter((line) -> line.contains(part)).toList();
	}

	/**
	 * Return all warnings and errors.
	 */
	List<String> complaints() {
		return this.output.stream().filter((line) -> line.contains("WARN") || line.contains("ERROR")).toList();
	}

	/**
	 * Return what an endpoint of the actuator says.
	 */
	<T> T get(String endpoint, String jsonPath) throws Exception {
		return JsonPath.read(send(request(endpoint)).body(), jsonPath);
	}

	HttpRequest.Builder request(String endpoint) {
		return HttpRequest.newBuilder(address("actuator/" + endpoint));
	}

	/**
	 * Return the address of something that the application serves.
	 */
	URI address(String path) {
		return URI.create("http://127.0.0.1:" + port() + "/" + path);
	}

	HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	/**
	 * Send a datagram and return the answer.
	 */
	static String ask(Path path, String question) throws Exception {
		try (Peer peer = Peer.builder().temp(true).name("client").build()) {
			peer.open();
			peer.send(question.getBytes(StandardCharsets.UTF_8), UxdAddress.of(path));
			assertThat(peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
			Datagram answer = peer.receive();
			assertThat(answer).isNotNull();
			return answer.text();
		}
	}

	/**
	 * Tell the application to end, and wait until it has.
	 */
	void end() throws InterruptedException {
		this.process.destroy();
		assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

}

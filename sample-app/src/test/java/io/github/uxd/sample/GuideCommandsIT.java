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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.uxd.sample.GuideExamples.Example;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Each command of the README and the guide, run as it stands there and on an application
 * that is made of what stands there, too. Other than there are only the path of the
 * socket and the port.
 */
@Tag("once")
@Timeout(120)
class GuideCommandsIT {

	/**
	 * Commands that aren't run here, and why.
	 */
	private static final Map<String, String> ELSEWHERE = Map.of("mvn -pl sample-app -am spring-boot:run",
			"src/release/first-visit runs it", "mvn verify", "runs this", "logger .* --rfc3164 .*",
			"the tests of uxd-spring-integration run it", "mvn -pl sample-bridge .*",
			"the first one starts a broker on a fixed port, the others are tests of that module",
			"java -jar sample-bridge/.*….*",
			"has what only the reader knows; the tests of sample-bridge run it with that",
			"socat -u UNIX-RECV:/tmp/warehouse.sock -|echo apple .*/bridge.uxd", "the tests of sample-bridge do that",
			"kafka-topics.sh .*….*", "needs the reader's broker", "docker run .*…", "needs a Docker, and an image",
			"java -.* shop(/shop)?\\.jar.*", "needs the reader's jar");

	/**
	 * The reader's application, which finds the listener of the page.
	 */
	private static final String APPLICATION = """

			@org.springframework.boot.autoconfigure.SpringBootApplication
			class Application {

				public static void main(String[] args) {
					org.springframework.boot.SpringApplication.run(Application.class, args);
				}

			}
			""";

	@TempDir
	static Path directory;

	private static Running text;

	private static Running json;

	@BeforeAll
	static void start() throws Exception {
		text = Running.of("first-datagram.md");
		json = Running.of("listeners.md");
		text.send("1 lemon");
	}

	@AfterAll
	static void end() throws Exception {
		for (Running running : new Running[] { text, json }) {
			if (running != null) {
				running.application.kill();
			}
		}
	}

	static Stream<Command> commands() throws IOException {
		return all().filter((command) -> ELSEWHERE.keySet().stream().noneMatch(command.line()::matches));
	}

	private static Stream<Command> all() throws IOException {
		List<Command> commands = new ArrayList<>();
		for (Path page : GuideExamples.pages()) {
			for (Example example : GuideExamples.of(page, "sh")) {
				List<String> lines = example.text().lines().map((line) -> line.replaceFirst("\\s+# .*", "")).toList();
				// What follows is printed by the last of them.
				lines.forEach((line) -> commands
					.add(new Command(page, line, line.equals(lines.get(lines.size() - 1)) ? example.output() : "")));
			}
		}
		return commands.stream();
	}

	@ParameterizedTest
	@MethodSource("commands")
	void works(Command command) throws Exception {
		for (String program : command.programs()) {
			assumeThat(Boolean.getBoolean("test.uxd.require-programs") || isInstalled(program))
				.as("The program " + program + " is installed")
				.isTrue();
		}
		Running running = command.page().endsWith("listeners.md") ? json : text;
		long before = running.received();
		String output = run(command, running);
		assertThat(output).as(command.line()).doesNotContain("\"status\":4");
		if (command.line().contains("/tmp/shop/")) {
			await().until(() -> running.received() == before + 1);
		}
		command.expected().forEach((expected) -> assertThat(output).as(command.line()).containsPattern(expected));
	}

	@Test
	void saysWhereItListensAsThePageDoes() throws Exception {
		Matcher line = Pattern.compile("^Peer .* listens at \\S+", Pattern.MULTILINE)
			.matcher(Files.readString(GuideExamples.page("first-datagram.md")));
		assertThat(line.find()).isTrue();
		text.application.awaitLine(text.inPlaceOf(line.group()));
	}

	private static String run(Command command, Running running) throws Exception {
		String line = running.inPlaceOf(command.line());
		// Where it changes a setting, that of a network of its own.
		List<String> shell = line.startsWith("sysctl ") ? List.of("unshare", "--net", "sh", "-c", line)
				: List.of("sh", "-c", line);
		Process process = new ProcessBuilder(shell).directory(command.page().getParent().toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(line + "\n" + output).isZero();
		return output.replace(running.folder.toString(), "/tmp/shop");
	}

	private static boolean isInstalled(String program) throws Exception {
		return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
	}

	@Test
	void whatIsRunElsewhereStandsInTheGuide() throws Exception {
		List<String> lines = all().map(Command::line).toList();
		assertThat(ELSEWHERE.keySet()).allMatch((pattern) -> lines.stream().anyMatch((line) -> line.matches(pattern)));
		assertThat(lines).hasSizeGreaterThan(ELSEWHERE.size() + 10);
	}

	/**
	 * A line for a shell.
	 *
	 * @param page the page that has it
	 * @param line the line, without a comment
	 * @param output what the page says that it prints; nothing if it says nothing
	 */
	record Command(Path page, String line, String output) {

		/**
		 * Return the programs that it runs and not every machine has.
		 */
		List<String> programs() {
			return Pattern.compile("(?:^|\\| )(curl|logger|promtool|python3|socat|ss|sysctl)\\b")
				.matcher(this.line)
				.results()
				.map((match) -> match.group(1))
				.toList();
		}

		/**
		 * Return patterns of what is to be in what it prints. Numbers are other ones. Of
		 * many meters the page shows some, by an application that has done other things.
		 */
		List<Pattern> expected() {
			return this.output.lines()
				.map((line) -> line.startsWith("uxd_") ? line.replaceFirst("\\{.*", "") : line)
				.map((line) -> Stream.of(line.split("\\d+", -1)).map(Pattern::quote).toList())
				.map((parts) -> Pattern.compile("^" + String.join("\\d+", parts), Pattern.MULTILINE))
				.toList();
		}

		@Override
		public String toString() {
			return this.page.getFileName() + ": " + this.line;
		}

	}

	/**
	 * An application that is made of the first examples of a page.
	 */
	private static final class Running {

		private final Path folder;

		private final ApplicationProcess application;

		private Running(Path folder, ApplicationProcess application) {
			this.folder = folder;
			this.application = application;
		}

		static Running of(String name) throws Exception {
			Path page = GuideExamples.page(name);
			Path folder = Files.createDirectory(directory.resolve(name.replace(".md", "")));
			Path classes = Files.createDirectory(folder.resolve("classes"));
			GuideExamples.compile(page, "guide", APPLICATION, classes, List.of());
			Path properties = folder.resolve("application.yml");
			Files.writeString(properties,
					GuideExamples.of(GuideExamples.page("first-datagram.md"), "yaml")
						.get(0)
						.text()
						.replace("/tmp/shop", folder.toString()));
			ApplicationProcess process = ApplicationProcess.startWith(classes.toString(),
					List.of("-Dloader.main=guide.Application"), "--spring.config.location=" + properties,
					"--management.endpoints.web.exposure.include=*");
			process.awaitLine("Started ");
			return new Running(folder, process);
		}

		String inPlaceOf(String line) {
			return line.replace("/tmp/shop", this.folder.toString())
				.replace("localhost:8080", "127.0.0.1:" + this.application.port())
				.replaceAll("\\bP\\b", this.folder + "/orders.sock");
		}

		void send(String payload) throws Exception {
			ApplicationProcess.ask(this.folder.resolve("orders.sock"), payload);
		}

		long received() throws Exception {
			return this.application.<Integer>get("uxd", "$.peers[0].counters.received");
		}

	}

}

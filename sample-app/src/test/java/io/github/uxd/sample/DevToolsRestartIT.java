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

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.devtools.restart.Restarter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application as a development environment runs it: its classes in a directory, and
 * DevTools starting it again in the same process when one of them changes.
 */
@Timeout(120)
class DevToolsRestartIT {

	@TempDir
	Path directory;

	private Path classes;

	private ApplicationProcess application;

	/**
	 * Stands for systemd.
	 */
	private Peer systemd;

	@BeforeEach
	void listen() throws Exception {
		this.systemd = Peer.builder().path(this.directory.resolve("notify")).build();
		this.systemd.open();
	}

	@AfterEach
	void end() throws Exception {
		this.systemd.close();
		this.application.kill();
	}

	@Test
	void aRestartLeavesNothingBehindAndReceivesAgain() throws Exception {
		start();
		this.application.awaitStarts(1);
		Path path = this.application.path();
		assertThat(ApplicationProcess.ask(path, "hello")).isEqualTo("You said: hello");
		assertThat(told("READY=1")).noneMatch((message) -> message.matches("(STOPPING|RELOADING)(?s:.*)"));
		List<Path> files = files();

		change("io/github/uxd/sample/EchoListener.class");
		this.application.awaitStarts(2);
		assertThat(this.application.path()).isEqualTo(path);
		assertThat(ApplicationProcess.ask(path, "hello again")).isEqualTo("You said: hello again");

		assertThat(told("READY=1")).anyMatch((message) -> message.matches("RELOADING=1\nMONOTONIC_USEC=\\d+"))
			.noneMatch((message) -> message.startsWith("STOPPING"));

		assertThat(this.application.<List<String>>get("threaddump", "$.threads[*].threadName"))
			.filteredOn((name) -> name.startsWith("uxd-"))
			.containsExactlyInAnyOrder("uxd-sample", "uxd-sample-keep-alive", "uxd-systemd");
		assertThat(files()).isEqualTo(files);
		assertThat(socketsBoundTo(path)).hasSizeLessThanOrEqualTo(1);
		this.application.end();
		told("STOPPING=1");
		assertThat(path).doesNotExist();
		assertThat(this.application.complaints()).isEmpty();
	}

	/**
	 * Return what systemd is told until a message.
	 * @param last what that begins with
	 */
	private List<String> told(String last) throws Exception {
		List<String> told = new ArrayList<>();
		while (told.isEmpty() || !told.get(told.size() - 1).startsWith(last)) {
			assertThat(this.systemd.awaitReadable(Duration.ofSeconds(30))).as("%s after %s", last, told).isTrue();
			Datagram message = this.systemd.receive();
			if (message != null) {
				told.add(message.text());
			}
		}
		return told;
	}

	private void start() throws Exception {
		unpack();
		List<String> arguments = new ArrayList<>();
		if (Runtime.version().feature() >= 22) {
			arguments.add("--enable-native-access=ALL-UNNAMED");
		}
		Path devTools = Path.of(Restarter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		Collections.addAll(arguments, "-cp",
				String.join(File.pathSeparator, this.classes.toString(), this.directory + "/lib/*",
						devTools.toString()),
				"io.github.uxd.sample.SampleApplication", "--server.port=0", "--server.address=127.0.0.1",
				"--uxd.head-directory=" + this.directory.resolve("head"),
				"--management.endpoints.web.exposure.include=threaddump",
				"--spring.devtools.restart.poll-interval=50ms", "--spring.devtools.restart.quiet-period=20ms");
		this.application = ApplicationProcess.start(List.of(), Map.of("NOTIFY_SOCKET", this.systemd.path().toString()),
				arguments.toArray(String[]::new));
	}

	/**
	 * Take the packaged application apart: DevTools does nothing for a runnable jar.
	 */
	private void unpack() throws IOException {
		this.classes = this.directory.resolve("classes");
		try (JarFile jar = new JarFile(ApplicationProcess.JAR)) {
			for (JarEntry entry : Collections.list(jar.entries())) {
				if (entry.getName().startsWith("BOOT-INF/") && !entry.isDirectory()) {
					Path file = this.directory.resolve(entry.getName().substring("BOOT-INF/".length()));
					Files.createDirectories(file.getParent());
					try (InputStream content = jar.getInputStream(entry)) {
						Files.copy(content, file);
					}
				}
			}
		}
	}

	private void change(String className) throws IOException {
		Files.setLastModifiedTime(this.classes.resolve(className), FileTime.from(Instant.now()));
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(this.directory.resolve("head"))) {
			return files.sorted().toList();
		}
	}

	/**
	 * Return the sockets that are bound to a path, of which all but one have lost their
	 * file to another.
	 */
	private List<String> socketsBoundTo(Path path) throws IOException {
		Path sockets = Path.of("/proc/net/unix");
		if (!Files.exists(sockets)) {
			return List.of();
		}
		try (Stream<String> lines = Files.lines(sockets)) {
			return lines.filter((line) -> line.endsWith(" " + path)).toList();
		}
	}

}

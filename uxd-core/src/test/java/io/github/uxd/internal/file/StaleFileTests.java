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
package io.github.uxd.internal.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What an application that isn't root's does with socket files that nobody listens on.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class StaleFileTests {

	private static final int USER = 65534;

	private static final String BIND = "import socket, sys;"
			+ " socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).bind(sys.argv[1])";

	@TempDir
	Path directory;

	@TempDir
	Path classes;

	private Path open;

	private Path stale;

	@BeforeEach
	void bind() throws Exception {
		assumeTrue((int) Files.getAttribute(this.directory, "unix:uid") == 0, "may become another user");
		for (Path path : new Path[] { this.directory, this.classes }) {
			Files.setAttribute(path, "unix:mode", 0755);
		}
		this.open = Files.createDirectory(this.directory.resolve("open"));
		Files.setAttribute(this.open, "unix:mode", 0777);
		this.stale = this.open.resolve("stale");
		assumeTrue(new ProcessBuilder("python3", "-c", BIND, this.stale.toString()).start().waitFor() == 0,
				"has python3");
	}

	@Test
	void thatOfTheOwnUserIsRemoved() throws Exception {
		Files.setAttribute(this.stale, "unix:uid", USER);
		assertThat(remove()).isEqualTo("removed true");
		assertThat(this.open).isEmptyDirectory();
	}

	@Test
	void thatOfAnotherUserIsLeftAlone() throws Exception {
		assertThat(remove()).contains("AccessDeniedException").contains("belongs to another user (uid 0)");
		try (Stream<Path> files = Files.list(this.open)) {
			assertThat(files).containsExactly(this.stale);
		}
	}

	/**
	 * Remove it in a process of the other user.
	 */
	private String remove() throws Exception {
		List<String> command = new ArrayList<>(
				List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
		command.addAll(List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1",
				"-cp", readableClassPath(), Remover.class.getName(), this.stale.toString()));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		return printed.trim();
	}

	/**
	 * Copy to where everybody may read it what is needed of the class path.
	 */
	private String readableClassPath() throws Exception {
		List<String> entries = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(":")) {
			Path path = Path.of(entry);
			Path copy = this.classes.resolve(entries.size() + "-" + path.getFileName());
			if (Files.isDirectory(path)) {
				copy(path, copy);
				entries.add(copy.toString());
			}
			else if (copy.toString().contains("slf4j-api") || copy.toString().contains("jspecify")) {
				Files.copy(path, copy);
				entries.add(copy.toString());
			}
		}
		return String.join(":", entries);
	}

	private static void copy(Path from, Path to) throws Exception {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path copy = to.resolve(from.relativize(file).toString());
				Files.createDirectories(copy.getParent());
				Files.copy(file, copy);
			}
		}
	}

	static final class Remover {

		private Remover() {
		}

		public static void main(String[] arguments) throws Exception {
			Path path = Path.of(arguments[0]);
			try (OpenDirectory directory = OpenDirectory.open(path.getParent())) {
				System.out.println("removed " + StaleFile.remove(directory, path, 107, (aside) -> true));
			}
			catch (AccessDeniedException ex) {
				System.out.println(ex);
			}
		}

	}

}

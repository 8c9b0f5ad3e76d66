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
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A process that may open but few files, and opens as many. Its classes are in jars,
 * which are open already: from a folder none could be loaded any more.
 */
final class ExhaustedProcess implements AutoCloseable {

	/**
	 * How many descriptors it may have.
	 */
	static final int LIMIT = 160;

	/**
	 * How long it lives at most, in seconds.
	 */
	private static final int LONGEST = 60;

	private final Process process;

	private final BufferedReader answers;

	/**
	 * Start the process.
	 * @param directory where jars can be made
	 * @param main its main class
	 * @param arguments its arguments
	 */
	ExhaustedProcess(Path directory, Class<?> main, Object... arguments) throws IOException {
		List<String> words = new ArrayList<>();
		words.add(ProcessHandle.current().info().command().orElse("java"));
		words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-MaxFDLimit",
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", jars(directory)));
		if (Runtime.version().feature() >= 22) {
			words.add("--enable-native-access=ALL-UNNAMED");
		}
		words.add(main.getName());
		for (Object argument : arguments) {
			words.add(argument.toString());
		}
		List<String> command = new ArrayList<>(
				List.of("sh", "-c", "umask 022; ulimit -n " + LIMIT + "; exec \"$@\"", "sh"));
		command.addAll(words);
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.process.onExit()
			.completeOnTimeout(this.process, LONGEST, TimeUnit.SECONDS)
			.thenAccept(Process::destroyForcibly);
		this.answers = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
	}

	private static String jars(Path directory) throws IOException {
		List<String> jars = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(":")) {
			Path path = Path.of(entry);
			if (Files.isDirectory(path)) {
				path = jar(path, directory.resolve("classes-" + jars.size() + ".jar"));
			}
			jars.add(path.toString());
		}
		return String.join(":", jars);
	}

	private static Path jar(Path classes, Path jar) throws IOException {
		try (OutputStream file = Files.newOutputStream(jar);
				ZipOutputStream zip = new ZipOutputStream(file);
				Stream<Path> paths = Files.walk(classes)) {
			for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
				zip.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
				Files.copy(path, zip);
				zip.closeEntry();
			}
		}
		return jar;
	}

	/**
	 * Return all that it says until its end.
	 */
	List<String> answers() throws IOException {
		return this.answers.lines().toList();
	}

	@Override
	public void close() {
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Descriptors that are held so that nobody else can have them. For use within the
	 * process.
	 */
	static final class Descriptors {

		private final Deque<FileInputStream> held = new ArrayDeque<>();

		/**
		 * Take all that are left but some.
		 */
		void takeAllBut(int free) throws IOException {
			release(0);
			while (take()) {
				// On to the next.
				continue;
			}
			release(free);
		}

		/**
		 * Take one, if there is one.
		 */
		boolean take() {
			try {
				this.held.push(new FileInputStream("/dev/null"));
				return true;
			}
			catch (IOException ex) {
				return false;
			}
		}

		void release(int count) throws IOException {
			for (int i = 0; i < count && !this.held.isEmpty(); i++) {
				this.held.pop().close();
			}
		}

		void releaseAll() throws IOException {
			release(this.held.size());
		}

	}

}

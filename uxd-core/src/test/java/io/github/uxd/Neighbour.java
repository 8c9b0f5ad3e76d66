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
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Another program on this machine, {@code neighbour.c}, which does to a peer's files what
 * its first argument names. It ends when it is closed, when this JVM ends, or after its
 * time.
 */
final class Neighbour implements AutoCloseable {

	/**
	 * The user it is: nobody that the tests run as.
	 */
	static final int USER = 65534;

	private static final @Nullable Path PROGRAM = compile();

	private final Process process;

	private final BufferedReader answers;

	private final PrintStream commands;

	private Neighbour(List<String> command) throws IOException {
		this.process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.answers = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		this.commands = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	/**
	 * Start it as another user. To be called by a thread that lives as long as it shall.
	 * @param what what it does
	 * @param directory where
	 * @param arguments what else it has to know
	 */
	static Neighbour start(String what, Path directory, Object... arguments) throws IOException {
		return new Neighbour(asOtherUser(command(what, directory, arguments)));
	}

	/**
	 * Start it as the user that we are.
	 */
	static Neighbour startAsOurselves(String what, Path directory, Object... arguments) throws IOException {
		return new Neighbour(command(what, directory, arguments));
	}

	/**
	 * Run any program as another user, to its end.
	 */
	static void run(Object... command) throws Exception {
		List<String> words = new ArrayList<>();
		for (Object word : command) {
			words.add(word.toString());
		}
		Process process = new ProcessBuilder(asOtherUser(words)).inheritIO().start();
		if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
			process.destroyForcibly();
			throw new IOException("Failed: " + words);
		}
	}

	/**
	 * Return whether there can be such a neighbour: we are root, to become another user,
	 * and there are the programs for it.
	 */
	static boolean isPossible() throws Exception {
		return isCompiled() && (int) Files.getAttribute(program(), "unix:uid") == 0
				&& runs(asOtherUser(List.of(program().toString())).toArray(String[]::new)) == 2;
	}

	static boolean isCompiled() {
		if (PROGRAM == null && Boolean.getBoolean("test.uxd.require-programs")) {
			throw new IllegalStateException("The neighbour can't be compiled: is there a C compiler, cc?");
		}
		return PROGRAM != null;
	}

	private static Path program() {
		return Objects.requireNonNull(PROGRAM);
	}

	private static List<String> command(String what, Path directory, Object... arguments) {
		List<String> command = new ArrayList<>(List.of(program().toString(), what, directory.toString()));
		for (Object argument : arguments) {
			command.add(argument.toString());
		}
		return command;
	}

	private static List<String> asOtherUser(List<String> command) {
		List<String> words = new ArrayList<>(
				List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--"));
		words.addAll(command);
		return words;
	}

	private static @Nullable Path compile() {
		try (InputStream source = Neighbour.class.getResourceAsStream("neighbour.c")) {
			Path directory = Files.createTempDirectory("uxd-neighbour");
			Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
			directory.toFile().deleteOnExit();
			Path text = directory.resolve("neighbour.c");
			text.toFile().deleteOnExit();
			Files.copy(Objects.requireNonNull(source), text);
			Path program = directory.resolve("neighbour");
			program.toFile().deleteOnExit();
			return (runs("cc", "-O2", "-pthread", "-o", program.toString(), text.toString()) == 0) ? program : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return how a program ends, or -1 if there is no such program.
	 */
	private static int runs(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			return process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	/**
	 * Tell it something.
	 */
	void tell(String line) {
		this.commands.println(line);
	}

	/**
	 * Return what it answers.
	 */
	String answer() throws IOException {
		return String.valueOf(this.answers.readLine());
	}

	/**
	 * Tell it something, and return the answer.
	 */
	String ask(String line) throws IOException {
		tell(line);
		return answer();
	}

	/**
	 * Tell it something, and return the number at the end of its answer.
	 */
	long count(String line) throws IOException {
		String answer = ask(line);
		return Long.parseLong(answer.substring(answer.lastIndexOf(' ') + 1));
	}

	@Override
	public void close() {
		this.commands.close();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}

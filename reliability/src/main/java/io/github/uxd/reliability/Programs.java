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
package io.github.uxd.reliability;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Programs of the machine, and those in C that belong to this module.
 */
public final class Programs {

	private static final Path SOURCES = Path.of(System.getProperty("reliability.sources", "src/main/c"));

	private Programs() {
	}

	/**
	 * Return whether a program is installed.
	 * @param name the name of the program
	 * @return {@code true} if it is in the path
	 */
	public static boolean has(String name) {
		return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
			.splitAsStream(System.getenv("PATH"))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, name)));
	}

	/**
	 * Compile a program.
	 * @param name the name of its source, without the extension
	 * @param directory where it is put
	 * @return the path of the program
	 */
	static Path compile(String name, Path directory) {
		Path program = directory.resolve(name);
		run(List.of("cc", "-O2", "-o", program.toString(), SOURCES.resolve(name + ".c").toString()));
		return program;
	}

	/**
	 * Run a program, and wait for its end.
	 * @param command the program and its arguments
	 * @throws BrokenException if it fails
	 */
	public static void run(List<String> command) {
		if (!runs(command)) {
			throw new BrokenException("Failed: " + String.join(" ", command));
		}
	}

	/**
	 * Run a program, and wait for its end.
	 * @param command the program and its arguments
	 * @return whether it succeeds
	 */
	public static boolean runs(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).inheritIO().start();
			if (process.waitFor(Patience.USUAL.toSeconds(), TimeUnit.SECONDS)) {
				return process.exitValue() == 0;
			}
			process.destroyForcibly();
			return false;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new BrokenException("Interrupted: " + String.join(" ", command));
		}
	}

	/**
	 * Send a signal.
	 * @param pid the process
	 * @param signal the name of the signal, without SIG
	 */
	public static void signal(long pid, String signal) {
		// Built into the shell: not every machine has the program.
		run(List.of("sh", "-c", "kill -" + signal + " " + pid));
	}

}

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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that holds a socket, as systemd does, and starts a program with it as often
 * as it is told to. What it is told while one runs is for that.
 */
final class Activator {

	private final Process process;

	/**
	 * Start it, and wait until the socket is there.
	 * @param stage where
	 * @param socket the path of the socket
	 * @param log where the output of the program is added; that of the activator is its
	 * own
	 * @param command the program with its arguments, the last of which is completed at
	 * each start
	 */
	Activator(Stage stage, Path socket, Path log, List<String> command) {
		List<String> words = new ArrayList<>(List.of(stage.program("activator").toString(), socket.toString()));
		words.addAll(List.of("sh", "-c", "exec \"$@\" >>\"$0\" 2>&1", log.toString()));
		words.addAll(command);
		this.process = stage.start(new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT));
		expect("bound");
	}

	/**
	 * Return the process, whose input is the program's while that runs.
	 */
	Process process() {
		return this.process;
	}

	/**
	 * Return the id of the program's process, once it is told what to start.
	 */
	long pid() {
		return Long.parseLong(readLine());
	}

	/**
	 * Wait until it has taken note of the program's end.
	 */
	void awaitEnd() {
		expect("ended");
	}

	private void expect(String line) {
		String read = readLine();
		if (!read.equals(line)) {
			throw new BrokenException("The activator says '" + read + "' instead of '" + line + "'");
		}
	}

	private String readLine() {
		try {
			StringBuilder line = new StringBuilder();
			for (int c = this.process.getInputStream().read(); c >= 0
					&& c != '\n'; c = this.process.getInputStream().read()) {
				line.append((char) c);
			}
			return line.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

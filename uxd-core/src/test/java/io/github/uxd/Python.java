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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The other side in Python: {@code hio_peer.py}, which follows hio's rules.
 */
final class Python implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private final PrintStream input;

	Python(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("python3", script().toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().put("PYTHONUTF8", "1");
		this.process = Programs.start(builder);
		this.output = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		this.input = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
	}

	private static Path script() {
		try {
			return Path.of(Python.class.getResource("hio_peer.py").toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String readLine() throws IOException {
		return String.valueOf(this.output.readLine());
	}

	String ask(String line) throws IOException {
		this.input.println(line);
		return readLine();
	}

	@Override
	public void close() {
		this.input.close();
		this.process.onExit().orTimeout(40, TimeUnit.SECONDS).join();
	}

}

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
package io.github.uxd.spring.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The units that the guide shows, as systemd reads them: each of them beside the others
 * of its page, which it may name.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class UnitFilesTests {

	private static final Pattern UNIT = Pattern.compile("^\\[(Unit|Service|Socket)]$", Pattern.MULTILINE);

	private static final Pattern NAME = Pattern.compile("\\A# /etc/systemd/system/([\\w.@-]+)\n");

	/**
	 * The program that a service starts, which this machine may not have. What else the
	 * line says stays.
	 */
	private static final Pattern PROGRAM = Pattern.compile("^(Exec\\w+=[-@:+!]*)/\\S+", Pattern.MULTILINE);

	@TempDir
	Path directory;

	static Stream<Unit> units() throws IOException {
		return GuidePage.all().flatMap((page) -> {
			List<String> examples = page.examples("ini")
				.stream()
				.filter((example) -> UNIT.matcher(example).find())
				.toList();
			return examples.stream().map((example) -> new Unit(page, example, examples));
		});
	}

	@ParameterizedTest
	@MethodSource("units")
	void isWhatSystemdUnderstands(Unit unit) throws Exception {
		Map<String, String> files = new LinkedHashMap<>();
		unit.others().forEach((other) -> files.put(name(other), other));
		files.put(name(unit.text()), unit.text());
		assertThat(verify(files)).isEmpty();
	}

	@Test
	void whatSystemdDoesNotUnderstandIsFound() throws Exception {
		String service = "[Service]\nExecStart=/usr/bin/java -jar x.jar\nWatchdogSecs=30\n";
		assertThat(verify(Map.of("a.service", service))).contains("WatchdogSecs");
		assertThat(verify(Map.of("b.service", service.replace("WatchdogSecs=30", "RuntimeDirectory=/run/b"))))
			.contains("RuntimeDirectory");
	}

	@Test
	void thereAreSome() throws Exception {
		assertThat(units()).isNotEmpty();
	}

	private static String name(String unit) {
		Matcher name = NAME.matcher(unit);
		assertThat(name.find()).as("begins with a comment that says where it is to be: %s", unit).isTrue();
		return name.group(1);
	}

	/**
	 * Return what systemd says against units; nothing if they are right.
	 */
	private String verify(Map<String, String> units) throws Exception {
		List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
		for (Map.Entry<String, String> unit : units.entrySet()) {
			Path file = this.directory.resolve(unit.getKey());
			Files.writeString(file, PROGRAM.matcher(unit.getValue()).replaceAll("$1/bin/true"));
			command.add(file.toString());
		}
		Process process = start(new ProcessBuilder(command).redirectErrorStream(true));
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return (process.waitFor() == 0) ? output : output + "ended with " + process.exitValue();
	}

	private static Process start(ProcessBuilder builder) throws IOException {
		try {
			return builder.start();
		}
		catch (IOException ex) {
			if (Boolean.getBoolean("test.uxd.require-programs")) {
				throw ex;
			}
			throw new TestAbortedException("The program systemd-analyze is not installed", ex);
		}
	}

	/**
	 * A unit of the guide.
	 *
	 * @param page where it stands
	 * @param text what it says
	 * @param others all units of the page
	 */
	record Unit(GuidePage page, String text, List<String> others) {

		@Override
		public String toString() {
			return this.page + ": " + this.text.lines().findFirst().orElse("");
		}

	}

}

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
package io.github.uxd.reliability.run;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page says what came of all runs that are kept.
 */
class PageTests {

	@TempDir
	Path directory;

	private final RunResults results = new RunResults(25, "native", "Linux 6.18", 2, 11, new ArrayList<>());

	private final Played load = new Played("load", Clause.HANDED_OVER, "Many send",
			Map.of("sent", 1_000_000, "lost", 0, "heap at the start", 10_000_000, "heap at the end", 11_000_000),
			List.of(new Sample(0, 10_000_000, 100_000_000, 9, 40), new Sample(3, 11_000_000, 101_000_000, 9, 40)),
			List.of(), "abc", 1);

	private final Played kill = new Played("kill", Clause.KILLED, "It is killed",
			Map.of("lost", 13, "lost at most, as promised", 12), List.of(), List.of("lost is 13, more than 12"), "abc",
			2);

	private String page() throws Exception {
		new Page(RunResults.all(this.directory)).write(this.directory);
		return Files.readString(this.directory.resolve("reliability.md"));
	}

	@Test
	void whatIsKeptIsOnThePage() throws Exception {
		this.results.add(this.load, this.directory);
		assertThat(page()).contains(
				"**JDK 25, native**: Linux 6.18, 2 processors, a queue of 11 datagrams; commit abc; nothing is broken")
			.contains("| **load**: Many send | JDK 25, native | 1,000,000 | – | 0 |")
			.contains("| load | JDK 25, native | heap, bytes | 10,000,000 | 11,000,000 |")
			.contains("Nothing.")
			.doesNotContain(Clause.KILLED.text());
	}

	@Test
	void whatIsBrokenIsSaid() throws Exception {
		this.results.add(this.load, this.directory);
		this.results.add(this.kill, this.directory);
		assertThat(page()).contains("**broken**, see below")
			.contains("| 13 (at most 12) |")
			.contains("- JDK 25, native, kill: lost is 13, more than 12");
	}

	@Test
	void aScenarioThatIsPlayedAgainTakesThePlaceOfTheFirst() throws Exception {
		this.results.add(this.kill, this.directory);
		this.results.add(
				new Played("kill", Clause.KILLED, "It is killed", Map.of("lost", 12), List.of(), List.of(), "def", 3),
				this.directory);
		assertThat(page()).contains("nothing is broken").doesNotContain("13");
	}

	@Test
	void thePlotIsWellFormed() throws Exception {
		this.results.add(this.load, this.directory);
		page();
		String plot = Files.readString(this.directory.resolve("reliability.svg"));
		DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new ByteArrayInputStream(plot.getBytes(StandardCharsets.UTF_8)));
		assertThat(plot).contains("JDK 25, native").contains("polyline");
	}

}

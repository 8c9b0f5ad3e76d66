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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Sample;

/**
 * The page of the guide that says what came of all runs.
 */
final class Page {

	private static final String HEAD = """
			# Reliability

			Whether anything is lost, shown by one command: `reliability/run` starts applications and sends to them from other
			processes, does to them what may happen to an application, and compares what the kernel accepted with what listeners
			were given. This page is written by it. [How it is done](../reliability/README.md) is said there; `mvn verify` does
			the same in short.

			*Lost* is what the kernel accepted and no listener was given; *counted*, what the application has counted and logged as
			dropped. What a killed process had *in hand* is what it had taken from the kernel's queue and not handed to a listener
			yet. What the promise doesn't allow makes the command fail. Scenarios with virtual threads need JDK 21,
			and those of memory the native transport.

			""";

	private static final List<String> COLUMNS = List.of("sent", "faults", "lost", "twice", "reordered", "corrupt",
			"counted");

	private static final String MOST_LOST = "lost at most, as promised";

	private static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "p99.99", "max");

	/**
	 * What an application has, with the unit.
	 */
	private static final Map<String, String> RESOURCES = resources();

	private final List<RunResults> runs;

	Page(List<RunResults> runs) {
		this.runs = runs;
	}

	void write(Path directory) {
		try {
			Files.writeString(directory.resolve("reliability.md"), text());
			Files.writeString(directory.resolve("reliability.svg"), new Plot(this.runs).svg());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String text() {
		StringBuilder text = new StringBuilder(HEAD);
		this.runs.forEach((run) -> text.append("- **%s**: %s, %d processors, a queue of %d datagrams; commit %s; %s\n"
			.formatted(run.title(), run.kernel(), run.processors(), run.queueLength(), commits(run),
					isKept(run) ? "nothing is broken" : "**broken**, see below")));
		text.append("\n## The promise, clause by clause\n");
		for (Clause clause : Clause.values()) {
			clause(text, clause);
		}
		broken(text);
		latency(text);
		resources(text);
		return text.toString();
	}

	private static String commits(RunResults run) {
		return run.played().stream().map(Played::commit).distinct().collect(Collectors.joining(" and "));
	}

	private static boolean isKept(RunResults run) {
		return run.played().stream().allMatch((played) -> played.broken().isEmpty());
	}

	private Stream<Played> played(Clause clause) {
		return this.runs.stream().flatMap((run) -> run.played().stream()).filter((played) -> played.clause() == clause);
	}

	private void clause(StringBuilder text, Clause clause) {
		List<String> names = played(clause).map(Played::name).distinct().toList();
		if (names.isEmpty()) {
			return;
		}
		text.append("\n### ").append(clause.text()).append("\n\n");
		text.append("| what is done | on | ").append(String.join(" | ", COLUMNS)).append(" | a stop took, ms |\n");
		text.append("|---|---|").append("--:|".repeat(COLUMNS.size() + 1)).append("\n");
		for (String name : names) {
			for (RunResults run : this.runs) {
				run.played()
					.stream()
					.filter((played) -> played.name().equals(name))
					.forEach((played) -> text.append("| **%s**: %s | %s | %s | %s |\n".formatted(name, played.idea(),
							run.title(),
							COLUMNS.stream().map((column) -> cell(played, column)).collect(Collectors.joining(" | ")),
							stops(played))));
			}
		}
	}

	private static String cell(Played played, String column) {
		boolean isBounded = column.equals("lost") && played.figures().containsKey(MOST_LOST);
		return played.figure(column) + (isBounded ? " (at most " + played.figure(MOST_LOST) + ")" : "");
	}

	private static String stops(Played played) {
		return played.figures().containsKey("stop, longest ms")
				? played.figure("stop, median ms") + ", at most " + played.figure("stop, longest ms") : "–";
	}

	private void broken(StringBuilder text) {
		text.append("\n## What is broken\n\n");
		if (this.runs.stream().allMatch(Page::isKept)) {
			text.append("Nothing.\n");
			return;
		}
		for (RunResults run : this.runs) {
			for (Played played : run.played()) {
				played.broken()
					.forEach((line) -> text.append("- %s, %s: %s\n".formatted(run.title(), played.name(),
							line.lines().findFirst().orElse(""))));
			}
		}
	}

	private void latency(StringBuilder text) {
		List<String> rows = rows("pace",
				(played) -> PERCENTILES.stream()
					.map((percentile) -> played.figure("latency " + percentile + ", µs"))
					.collect(Collectors.joining(" | ")));
		if (!rows.isEmpty()) {
			text.append("\n## How late a datagram is handled\n\n");
			text.append(
					"In microseconds, at 20,000 datagrams a second, from the time at which each was due to be sent, so that\n");
			text.append("what has to wait for room counts in full.\n\n");
			text.append("| on | ")
				.append(String.join(" | ", PERCENTILES))
				.append(" |\n|---|--:|--:|--:|--:|--:|--:|\n");
			rows.forEach(text::append);
		}
	}

	private static Map<String, String> resources() {
		Map<String, String> resources = new LinkedHashMap<>();
		resources.put("heap", ", bytes");
		resources.put("resident", ", bytes");
		resources.put("threads of the process", "");
		resources.put("threads of Java", "");
		resources.put("descriptors", "");
		return resources;
	}

	private void resources(StringBuilder text) {
		text.append("\n## What an application has\n\n");
		text.append(
				"Heap after a collection, memory that is resident (mapped files apart), threads and descriptors of the\n");
		text.append(
				"application that 16 processes send to as fast as they can, with a heap of 256 MB from the start on:\n\n");
		text.append("![Memory, threads and descriptors under load](reliability.svg)\n\n");
		text.append(
				"At the end the heap may have %d MB more than at the start, what is resident %d MB, and there may be %d threads\n"
					.formatted(Sample.MORE_HEAP / 1_000_000, Sample.MORE_RESIDENT / 1_000_000, Sample.MORE_THREADS));
		text.append("and %d descriptors more: the classes and the compiled code of what comes late.\n\n"
			.formatted(Sample.MORE_DESCRIPTORS));
		text.append("| what is done | on | | at the start | at the end |\n|---|---|---|--:|--:|\n");
		for (RunResults run : this.runs) {
			for (Played played : run.played()) {
				RESOURCES.forEach((what, unit) -> {
					if (played.figures().containsKey(what + " at the end")) {
						text.append("| %s | %s | %s | %s | %s |\n".formatted(played.name(), run.title(), what + unit,
								played.figure(what + " at the start"), played.figure(what + " at the end")));
					}
				});
			}
		}
	}

	private List<String> rows(String name, Function<Played, String> cells) {
		return this.runs.stream()
			.flatMap((run) -> run.played()
				.stream()
				.filter((played) -> played.name().equals(name))
				.map((played) -> "| " + run.title() + " | " + cells.apply(played) + " |\n"))
			.toList();
	}

}

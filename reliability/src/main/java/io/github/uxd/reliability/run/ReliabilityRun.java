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

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Settings;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.scenario.Scenarios;

/**
 * Plays all scenarios, one after the other, keeps what came of them, and writes the page
 * of all runs that are kept.
 */
public final class ReliabilityRun {

	private static final int MISUSED = 2;

	private ReliabilityRun() {
	}

	/**
	 * Run.
	 * @param args as those of {@link #run(String...)}
	 */
	public static void main(String[] args) {
		System.exit(run(args));
	}

	/**
	 * Run.
	 * @param args options, each with its value: {@code --transport}; {@code --scenario},
	 * a pattern of names; {@code --scale}, 1 for the long form and 0 for the short one;
	 * {@code --property}, a property of all applications; {@code --results} and
	 * {@code --docs}, directories to write to, which are those that are kept for the long
	 * form only; {@code --commit}, what is played
	 * @return 0 if all is as promised, 1 if it isn't, 2 if nothing was played since an
	 * option isn't as it has to be
	 */
	public static int run(String... args) {
		Map<String, String> options = new HashMap<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			options.put(args[i], args[i + 1]);
		}
		String transport = options.getOrDefault("--transport", (jdk() >= 22) ? "native" : "junixsocket");
		Settings settings = Settings.here(transport);
		if (options.containsKey("--property")) {
			String[] property = options.get("--property").split("=", 2);
			settings = settings.with(property[0], property[1]);
		}
		System.out.println("JDK " + jdk() + ", " + transport + ", reliability.seed=" + settings.seed());
		String pattern = options.getOrDefault("--scenario", ".*");
		Scale scale;
		try {
			scale = Scale.of(options.getOrDefault("--scale", "1"));
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			return MISUSED;
		}
		boolean isKept = scale.factor() == 1 && settings.properties().isEmpty();
		Path directory = Path.of(options.getOrDefault("--results", isKept ? "results" : "target/results"));
		Path docs = Path.of(options.getOrDefault("--docs", isKept ? "../docs" : "target/results"));
		List<Scenario> all = Scenarios.all(scale)
			.stream()
			.filter((scenario) -> scenario.isFor(jdk(), transport))
			.toList();
		List<Scenario> scenarios = all.stream().filter((scenario) -> scenario.name().matches(pattern)).toList();
		if (scenarios.isEmpty()) {
			System.err.println("No scenario has a name that matches '" + pattern + "'. There are here: "
					+ all.stream().map(Scenario::name).collect(Collectors.joining(", ")));
			return MISUSED;
		}
		// What isn't kept stands alone: not beside what was played in another form.
		RunResults results = RunResults.continued(directory, transport,
				isKept ? all.stream().map(Scenario::name).collect(Collectors.toSet()) : Set.of());
		int broken = 0;
		for (Scenario scenario : scenarios) {
			Result result = play(scenario, settings);
			broken += result.broken().size();
			results.add(Played.of(scenario, result, options.getOrDefault("--commit", "unknown"), settings.seed()),
					directory);
		}
		new Page(isKept ? RunResults.all(directory) : List.of(results)).write(docs);
		System.out.println("Written: " + docs.resolve("reliability.md"));
		System.out.println((broken == 0) ? "All is as promised" : broken + " times it is not as promised");
		return (broken == 0) ? 0 : 1;
	}

	private static int jdk() {
		return Runtime.version().feature();
	}

	private static Result play(Scenario scenario, Settings settings) {
		Result result = new Result();
		long begin = System.nanoTime();
		try (Stage stage = new Stage(settings)) {
			try {
				scenario.play(stage, result);
			}
			catch (RuntimeException ex) {
				if (stage.isInterrupted()) {
					// Nothing is kept of it: this thread ends with the process.
					throw ex;
				}
				result.broken(ex.toString().replace(stage.directory().toString(), "…"));
			}
		}
		result.tell("seconds", (System.nanoTime() - begin) / 1_000_000_000);
		System.out.println(scenario.name() + ": " + result.figures());
		result.broken().forEach((line) -> System.out.println("BROKEN: " + line));
		return result;
	}

}

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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Settings;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.scenario.Scenarios;

/**
 * Plays all scenarios, one after the other, and writes what came of them.
 */
public final class ReliabilityRun {

	private ReliabilityRun() {
	}

	/**
	 * Run.
	 * @param args options: {@code --transport}, {@code --scenario}, {@code --scale},
	 * {@code --results} (a directory), each with its value
	 */
	public static void main(String[] args) {
		Map<String, String> options = new HashMap<>();
		for (int i = 0; i + 1 < args.length; i += 2) {
			options.put(args[i], args[i + 1]);
		}
		String only = options.getOrDefault("--scenario", "");
		Settings settings = Settings.here(options.getOrDefault("--transport", "auto"));
		List<String> broken = new ArrayList<>();
		for (Scenario scenario : Scenarios.all(new Scale(Double.parseDouble(options.getOrDefault("--scale", "1"))))) {
			if (!scenario.name().matches(only.isEmpty() ? ".*" : only)) {
				continue;
			}
			play(scenario, settings, broken);
		}
		broken.forEach((line) -> System.out.println("BROKEN: " + line));
		System.exit(broken.isEmpty() ? 0 : 1);
	}

	private static void play(Scenario scenario, Settings settings, List<String> broken) {
		Result result = new Result();
		long begin = System.nanoTime();
		try (Stage stage = new Stage(settings)) {
			scenario.play(stage, result);
		}
		catch (RuntimeException ex) {
			result.broken(ex.toString());
		}
		result.tell("seconds", (System.nanoTime() - begin) / 1_000_000_000);
		System.out.println(scenario.name() + ": " + result.figures());
		result.broken().forEach((line) -> broken.add(scenario.name() + ": " + line));
	}

}

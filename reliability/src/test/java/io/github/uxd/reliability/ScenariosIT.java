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

import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.reliability.scenario.Scenarios;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The short form of each scenario. {@code reliability/run} plays the long ones.
 */
@Timeout(180)
class ScenariosIT {

	private static final String TRANSPORT = System.getProperty("reliability.transport", "auto");

	static Stream<Scenario> scenarios() {
		String only = System.getProperty("reliability.scenario", "");
		return Scenarios.all(Scale.SHORT)
			.stream()
			.filter((scenario) -> scenario.name().contains(only))
			.filter((scenario) -> scenario.isFor(Runtime.version().feature(), TRANSPORT));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("scenarios")
	void nothingIsBroken(Scenario scenario) {
		if (!Boolean.getBoolean("test.uxd.require-programs")) {
			List<String> missing = scenario.programs().stream().filter((program) -> !Programs.has(program)).toList();
			assumeThat(missing).as("programs that are not installed").isEmpty();
		}
		Result result = new Result();
		Settings settings = Settings.here(TRANSPORT);
		try (Stage stage = new Stage(settings)) {
			scenario.play(stage, result);
		}
		System.out.println(scenario.name() + ": " + result.figures());
		assertThat(result.broken()).as("%s, with -Dreliability.seed=%d", scenario.name(), settings.seed()).isEmpty();
	}

}

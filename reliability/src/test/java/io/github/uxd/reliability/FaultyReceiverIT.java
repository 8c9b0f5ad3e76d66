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

import java.nio.file.Path;
import java.util.List;

import io.github.uxd.reliability.run.ReliabilityRun;
import io.github.uxd.reliability.scenario.BlockedScenario;
import io.github.uxd.reliability.scenario.LoadScenario;
import io.github.uxd.reliability.scenario.RequestsScenario;
import io.github.uxd.reliability.scenario.ThrowingScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * An application that is not reliable is found out.
 */
@Timeout(120)
class FaultyReceiverIT {

	private static Result play(Scenario scenario, String fault, int oneIn) {
		assumeThat(Programs.has("cc") || Boolean.getBoolean("test.uxd.require-programs")).as("a C compiler").isTrue();
		Result result = new Result();
		try (Stage stage = new Stage(Settings.here("auto")
			.with("reliability.fault", fault)
			.with("reliability.fault-one-in", Integer.toString(oneIn)))) {
			scenario.play(stage, result);
		}
		return result;
	}

	private static List<String> load(String fault) {
		return play(new LoadScenario(16_000), fault, 1_000).broken();
	}

	@Test
	void oneThatForgetsOneInAThousand() {
		assertThat(load("lose")).containsExactly("lost is 16, more than 0");
	}

	@Test
	void oneThatHandlesOneInAThousandTwice() {
		assertThat(load("repeat")).anyMatch((line) -> line.startsWith("twice is "));
	}

	@Test
	void oneThatHandlesOneInAThousandAfterTheNext() {
		// With one sender the next one is of the same.
		assertThat(play(new ThrowingScenario("method", 4_000), "swap", 10).broken())
			.anyMatch((line) -> line.startsWith("reordered is "));
	}

	@Test
	void oneThatGetsADatagramWithAnotherBit() {
		assertThat(load("flip")).anyMatch((line) -> line.startsWith("corrupt is "));
	}

	@Test
	void oneThatKeepsMemoryThreadsAndDescriptors() {
		assertThat(load("leak")).anyMatch((line) -> line.startsWith("heap at the end is "))
			.anyMatch((line) -> line.startsWith("threads of the process at the end is "))
			.anyMatch((line) -> line.startsWith("descriptors at the end is "));
	}

	@Test
	void oneThatCountsNothing() {
		assertThat(play(new BlockedScenario("caller", 1), "count-nothing", 1).broken())
			.anyMatch((line) -> line.startsWith("lost is "));
	}

	@Test
	void oneThatAnswersTwice() {
		assertThat(play(new RequestsScenario(100), "answer-twice", 1).broken())
			.anyMatch((line) -> line.matches("answers is \\d+, more than 100"));
	}

	@Test
	void theRunFailsThen(@TempDir Path results) {
		assumeThat(Programs.has("cc") || Boolean.getBoolean("test.uxd.require-programs")).as("a C compiler").isTrue();
		assertThat(ReliabilityRun.run("--scenario", "throwing-method", "--scale", "0", "--results", results.toString(),
				"--docs", results.toString(), "--property", "reliability.fault=lose"))
			.isEqualTo(1);
		assertThat(results.resolve("reliability.md")).content().contains("lost is 4, more than 0");
	}

}

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

import io.github.uxd.reliability.run.ReliabilityRun;
import io.github.uxd.reliability.scenario.LoadScenario;
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

	private static Result play(String property, String value) {
		assumeThat(Programs.has("cc") || Boolean.getBoolean("uxd.test.require-programs")).as("a C compiler").isTrue();
		Result result = new Result();
		try (Stage stage = new Stage(Settings.here("auto").with(property, value))) {
			new LoadScenario(16_000).play(stage, result);
		}
		return result;
	}

	@Test
	void oneThatForgetsOneInAThousand() {
		assertThat(play("reliability.lose-one-in", "1000").broken()).containsExactly("lost is 16, more than 0");
	}

	@Test
	void oneThatHandlesOneInAThousandTwice() {
		assertThat(play("reliability.repeat-one-in", "1000").broken()).isNotEmpty();
	}

	@Test
	void theRunFailsThen(@TempDir Path results) {
		assumeThat(Programs.has("cc") || Boolean.getBoolean("uxd.test.require-programs")).as("a C compiler").isTrue();
		assertThat(ReliabilityRun.run("--scenario", "throwing-method", "--scale", "0", "--results", results.toString(),
				"--docs", results.toString(), "--property", "reliability.lose-one-in=1000"))
			.isEqualTo(1);
		assertThat(results.resolve("reliability.md")).content().contains("lost is 4, more than 0");
	}

}

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
package io.github.uxd.reliability.scenario;

import java.time.Duration;

import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Counted;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Stage;

/**
 * Contexts come and go.
 *
 * @param contexts how many
 */
public record ContextsScenario(int contexts) implements Scenario {

	ContextsScenario(Scale scale) {
		this(scale.of(20, 200));
	}

	@Override
	public String name() {
		return "contexts";
	}

	@Override
	public Clause clause() {
		return Clause.RESOURCES;
	}

	@Override
	public String idea() {
		return "" + this.contexts + " application contexts, one after the other in one JVM";
	}

	@Override
	public void play(Stage stage, Result result) {
		stage.run("ContextsApplication", Duration.ofMinutes(10), stage.directory().toString(),
				Integer.toString(this.contexts), "--uxd.path=" + stage.directory().resolve("contexts.uxd"),
				"--uxd.transport=" + stage.settings().transport(), "--spring.main.banner-mode=off",
				"--logging.level.root=warn");
		Counted start = Counted.read(stage.directory().resolve("contexts-start"));
		Counted end = Counted.read(stage.directory().resolve("contexts-end"));
		result.atMost("contexts that were not given all", end.sum("faults"), 0);
		result.unchanged(start, end);
	}

}

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

import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;

/**
 * All scenarios that there are.
 */
public final class Scenarios {

	private Scenarios() {
	}

	/**
	 * Return all scenarios.
	 * @param scale how much of everything they do
	 * @return the scenarios
	 */
	public static List<Scenario> all(Scale scale) {
		return Stream
			.<Scenario>of(new LoadScenario(scale), new StopScenario("caller", false, scale),
					new StopScenario("caller", true, scale), new StopScenario("pool", false, scale),
					new StopScenario("pool", true, scale), new StopScenario("virtual", false, scale),
					new StopScenario("virtual", true, scale), new KillScenario(false, scale))
			.toList();
	}

}

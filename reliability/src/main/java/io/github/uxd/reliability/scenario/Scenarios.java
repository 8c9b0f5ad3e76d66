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

import java.util.ArrayList;
import java.util.List;

import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;

/**
 * All scenarios that there are.
 */
public final class Scenarios {

	private Scenarios() {
	}

	/**
	 * Return the first JDK that has what listeners are to run on.
	 */
	static int firstJdk(String dispatch) {
		return dispatch.equals("virtual") ? 21 : 17;
	}

	/**
	 * Return all scenarios.
	 * @param scale how much of everything they do
	 * @return the scenarios
	 */
	public static List<Scenario> all(Scale scale) {
		List<Scenario> scenarios = new ArrayList<>();
		scenarios.add(new LoadScenario(scale));
		scenarios.add(new ManyPeersScenario(scale));
		for (String dispatch : List.of("caller", "pool", "virtual")) {
			scenarios.add(new StopScenario(dispatch, false, false, scale));
			scenarios.add(new StopScenario(dispatch, true, false, scale));
			scenarios.add(new BlockedScenario(dispatch, scale));
		}
		scenarios.add(new StopScenario("caller", false, true, scale));
		scenarios.add(new StopScenario("pool", true, true, scale));
		scenarios.add(new KillScenario("caller", false, false, scale));
		scenarios.add(new KillScenario("caller", true, false, scale));
		scenarios.add(new KillScenario("caller", true, true, scale));
		scenarios.add(new KillScenario("pool", true, false, scale));
		scenarios.add(new KillScenario("virtual", true, false, scale));
		scenarios.add(new SenderKillScenario(scale));
		for (String listener : List.of("method", "event", "handler")) {
			scenarios.add(new ThrowingScenario(listener, scale));
		}
		scenarios.add(new RemovalScenario(scale));
		scenarios.add(new DescriptorsScenario(scale));
		scenarios.add(new MemoryScenario("caller", scale));
		scenarios.add(new MemoryScenario("pool", scale));
		scenarios.add(new FullDiskScenario(scale));
		scenarios.add(new PauseScenario(scale));
		scenarios.add(new LifecycleScenario("poller", scale));
		scenarios.add(new LifecycleScenario("peer", scale));
		scenarios.add(new SuspendScenario(scale));
		scenarios.add(new PaceScenario(scale));
		scenarios.add(new ContextsScenario(scale));
		scenarios.add(new RequestsScenario(scale));
		scenarios.add(new RallyScenario(scale));
		return scenarios;
	}

}

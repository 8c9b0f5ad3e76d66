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

import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Stage;

/**
 * A part of the application is stopped and started by its lifecycle.
 *
 * @param part which one: {@code poller}, or {@code peer} (rudely: below the poller)
 * @param restarts how often
 */
public record LifecycleScenario(String part, int restarts) implements Scenario {

	LifecycleScenario(String part, Scale scale) {
		this(part, scale.of(5, 200));
	}

	@Override
	public String name() {
		return "lifecycle-" + this.part;
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "The " + this.part + " is stopped and started again and again, while the application runs";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver().shortLived();
		UnderLoad.play(stage, result, receiver, this.part.equals("peer"), this.restarts,
				(senders) -> receiver.tell("restart-" + this.part));
		result.atLeast("opened", receiver.counted().sum("opened"), this.restarts + 1L);
		result.atMost("commands that failed", receiver.counted().sum("commands.failed"), 0);
	}

}

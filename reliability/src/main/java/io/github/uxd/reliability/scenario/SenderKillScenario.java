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
import io.github.uxd.reliability.Judge;
import io.github.uxd.reliability.Load;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;

/**
 * Senders are killed, and others take their place.
 *
 * @param kills how often
 */
public record SenderKillScenario(int kills) implements Scenario {

	SenderKillScenario(Scale scale) {
		this(scale.of(5, 300));
	}

	@Override
	public String name() {
		return "kill-senders";
	}

	@Override
	public Clause clause() {
		return Clause.HANDED_OVER;
	}

	@Override
	public String idea() {
		return "kill -9 of a sender again and again, and a new one: what it had sent before is handled";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver().shortLived().start();
		Senders senders = stage.senders(UnderLoad.SENDERS, Load.endless());
		for (int i = 0; i < this.kills; i++) {
			receiver.awaitHandled(stage.random(1, 2_000));
			senders.all().get(i).kill();
			senders = senders.and(stage.senders(1, Load.endless()));
		}
		senders.end();
		receiver.stop();
		result.verdict(Judge.judge(senders, receiver), 0);
		result.atMost("counted", receiver.counted().sum("dropped"), 0);
		result.tell("faults", this.kills);
	}

}

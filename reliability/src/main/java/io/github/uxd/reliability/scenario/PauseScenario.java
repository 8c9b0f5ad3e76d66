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
 * The application pauses and goes on.
 *
 * @param pauses how often
 */
public record PauseScenario(int pauses) implements Scenario {

	PauseScenario(Scale scale) {
		this(scale.of(5, 200));
	}

	@Override
	public String name() {
		return "pause";
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "It is paused until senders find no room, and resumed, again and again";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver().shortLived();
		UnderLoad.play(stage, result, receiver, false, this.pauses, (senders) -> {
			receiver.tell("pause");
			senders.awaitFull();
			receiver.tell("resume");
		});
		result.atLeast("paused", receiver.counted().sum("PeerPausedEvent"), this.pauses);
		result.atLeast("resumed", receiver.counted().sum("PeerResumedEvent"), this.pauses);
	}

}

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
import io.github.uxd.reliability.Machine;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Programs;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Stage;

/**
 * The process is stopped for a while.
 *
 * @param suspensions how often
 */
public record SuspendScenario(int suspensions) implements Scenario {

	SuspendScenario(Scale scale) {
		this(scale.of(5, 200));
	}

	@Override
	public String name() {
		return "suspend";
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "SIGSTOP until senders find no room, and SIGCONT, again and again";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver().shortLived();
		UnderLoad.play(stage, result, receiver, false, this.suspensions, (senders) -> {
			Programs.signal(receiver.pid(), "STOP");
			Patience.until("the stop of all threads", Patience.USUAL, () -> Machine.isStopped(receiver.pid()));
			senders.awaitFull();
			Programs.signal(receiver.pid(), "CONT");
		});
	}

}

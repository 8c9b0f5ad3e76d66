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
 * The application is stopped under load, at a random moment, and started again; and
 * again.
 *
 * @param dispatch where listeners run, as {@code uxd.dispatch.mode} has it
 * @param slow whether they take some milliseconds now and then
 * @param activated whether another process holds its socket
 * @param stops how often
 */
public record StopScenario(String dispatch, boolean slow, boolean activated, int stops) implements Scenario {

	private static final int SENDERS = 4;

	StopScenario(String dispatch, boolean slow, boolean activated, Scale scale) {
		this(dispatch, slow, activated, scale.of(2, dispatch.equals("caller") && !slow ? 100 : 25));
	}

	@Override
	public String name() {
		return "stop-" + this.dispatch + (this.slow ? "-slow" : "") + (this.activated ? "-activated" : "");
	}

	@Override
	public Clause clause() {
		return Clause.STOPPED;
	}

	@Override
	public String idea() {
		return "SIGTERM under load at random moments, and a new start; dispatch " + this.dispatch + ", "
				+ (this.slow ? "slow" : "fast") + " listeners" + (this.activated ? "; with socket activation" : "");
	}

	@Override
	public int firstJdk() {
		return Scenarios.firstJdk(this.dispatch);
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver()
			.shortLived()
			.with("uxd.dispatch.mode", this.dispatch)
			.with("reliability.behaviour", this.slow ? "slow" : "fast");
		if (this.activated) {
			receiver.activated();
		}
		Senders senders = stage.senders(SENDERS, Load.endless());
		for (int i = 0; i < this.stops; i++) {
			receiver.start();
			receiver.awaitHandled(stage.random(1, 2_000));
			receiver.stop();
		}
		receiver.start();
		senders.end();
		if (this.activated) {
			senders = receiver.empty(senders);
		}
		receiver.stop();
		result.verdict(Judge.judge(senders, receiver), 0);
		result.atMost("counted", receiver.counted().sum("dropped"), 0);
		result.tell("faults", this.stops);
		result.tell("retries", senders.retries());
		if (this.activated) {
			result.atMost("refused", senders.refused(), 0);
		}
		result.stops(receiver.stops());
	}

}

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
import io.github.uxd.reliability.Judge;
import io.github.uxd.reliability.Load;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.Verdict;

/**
 * The application is stopped while its listeners are blocked: what they are not given in
 * time is lost, counted and logged.
 *
 * @param dispatch where listeners run
 * @param stops how often
 */
public record BlockedScenario(String dispatch, int stops) implements Scenario {

	/**
	 * In milliseconds: the drain-timeout, half a second, and the end of a JVM on a
	 * machine that has other things to do.
	 */
	private static final int LONGEST_STOP = 6_000;

	BlockedScenario(String dispatch, Scale scale) {
		this(dispatch, scale.of(2, 25));
	}

	@Override
	public String name() {
		return "stop-blocked-" + this.dispatch;
	}

	@Override
	public Clause clause() {
		return Clause.COUNTED;
	}

	@Override
	public String idea() {
		return "SIGTERM while listeners never return, and a new start; dispatch " + this.dispatch
				+ ", drain-timeout 500 ms";
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
			.with("uxd.poller.drain-timeout", "500ms")
			.with("reliability.behaviour", "blocked");
		Senders senders = stage.senders(UnderLoad.SENDERS, Load.endless());
		for (int i = 0; i < this.stops; i++) {
			receiver.start();
			// It blocks from the 300th on: each of its threads, sooner or later.
			Patience.until("blocked listeners", Patience.USUAL, () -> receiver.handled() > 300);
			receiver.stop();
		}
		senders.end();
		Verdict verdict = Judge.judge(senders, receiver);
		long counted = receiver.counted().sum("dropped");
		result.verdict(verdict, counted);
		result.atMost("counted", counted, verdict.lost());
		result.atLeast("logged", receiver.logged(), counted);
		result.tell("faults", this.stops);
		result.stops(receiver.stops());
		result.atMost("longest stop in ms", receiver.stops().stream().mapToLong(Duration::toMillis).max().orElse(0),
				LONGEST_STOP);
	}

}

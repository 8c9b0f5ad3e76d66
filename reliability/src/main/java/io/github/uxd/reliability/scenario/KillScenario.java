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
import io.github.uxd.reliability.Machine;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.Verdict;

/**
 * The application is killed under load, at a random moment, and started again; and again.
 *
 * @param dispatch where listeners run
 * @param activated whether another process holds its socket
 * @param atStart whether it is killed while it starts, and handles some after that
 * @param kills how often
 */
public record KillScenario(String dispatch, boolean activated, boolean atStart, int kills) implements Scenario {

	private static final int SENDERS = 4;

	private static final int POOLED = 8;

	KillScenario(String dispatch, boolean activated, boolean atStart, Scale scale) {
		this(dispatch, activated, atStart, scale.of(2, activated && dispatch.equals("caller") && !atStart ? 100 : 25));
	}

	@Override
	public String name() {
		return "kill-" + this.dispatch + (this.activated ? "-activated" : "") + (this.atStart ? "-at-start" : "");
	}

	@Override
	public Clause clause() {
		return this.activated ? Clause.ACTIVATED : Clause.KILLED;
	}

	@Override
	public String idea() {
		return "kill -9 under load at random moments" + (this.atStart ? " of the start" : "")
				+ ", and a new start; dispatch " + this.dispatch + "; "
				+ (this.activated ? "with socket activation" : "what waited in the queue is lost, and no more");
	}

	@Override
	public int firstJdk() {
		return Scenarios.firstJdk(this.dispatch);
	}

	/**
	 * The receiving thread has one, threads and those who wait for them have more.
	 */
	private int inHand() {
		return 1 + (this.dispatch.equals("caller") ? 0 : POOLED);
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver()
			.shortLived()
			.with("uxd.dispatch.mode", this.dispatch)
			.with("uxd.dispatch.queue-capacity", POOLED);
		if (this.activated) {
			receiver.activated();
		}
		Senders senders = stage.senders(SENDERS, Load.endless());
		int mostAtOnce = inHand() + (this.activated ? 0 : Machine.queueLength());
		long usualStart = 0;
		for (int i = 0; i < this.kills; i++) {
			if (this.atStart) {
				long begin = System.nanoTime();
				receiver.start();
				usualStart = Math.max(usualStart, System.nanoTime() - begin);
				handleSome(stage, receiver);
				receiver.stop();
				receiver.launch();
				Patience.pass(Duration.ofNanos(usualStart * stage.random(0, 110) / 100));
			}
			else {
				receiver.start();
				handleSome(stage, receiver);
			}
			receiver.kill();
		}
		receiver.start();
		senders.end();
		senders = receiver.empty(senders);
		receiver.stop();
		Verdict verdict = Judge.judge(senders, receiver);
		long mostLost = (long) this.kills * mostAtOnce;
		result.verdict(verdict, mostLost);
		result.atMost("lost at once", verdict.mostLostAtOnce(), mostAtOnce);
		result.tell("faults", this.kills);
		result.tell("lost at most, as promised", mostLost);
		result.tell("retries", senders.retries());
		if (this.activated) {
			result.atMost("refused", senders.refused(), 0);
		}
	}

	/**
	 * So many that each sender is heard of, and what is missing can be counted for each
	 * kill.
	 */
	private static void handleSome(Stage stage, Receiver receiver) {
		receiver.awaitHandled(stage.random(200, 2_000));
	}

}

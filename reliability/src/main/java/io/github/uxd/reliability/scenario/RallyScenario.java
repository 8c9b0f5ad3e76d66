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
import io.github.uxd.reliability.Counted;
import io.github.uxd.reliability.Judge;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.Verdict;

/**
 * Two applications that answer each other, until a number is reached.
 *
 * @param returns up to which number
 */
public record RallyScenario(int returns) implements Scenario {

	RallyScenario(Scale scale) {
		this(scale.of(5_000, 200_000));
	}

	@Override
	public String name() {
		return "rally";
	}

	@Override
	public Clause clause() {
		return Clause.ANSWERED;
	}

	@Override
	public String idea() {
		return "Two applications answer each other, " + this.returns + " times";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver here = player(stage, "here");
		Receiver there = player(stage, "there");
		here.tell("send 0 " + there.path());
		Patience.until("the last return", Patience.USUAL.multipliedBy(5), () -> returned(here, there) > this.returns);
		here.stop();
		there.stop();
		Counted first = here.counted();
		Counted second = there.counted();
		// The even numbers go there, and the odd ones come here.
		Verdict verdict = Judge.numbered(2, this.returns + 1L).judge(there, here);
		result.verdict(verdict, 0);
		result.atLeast("handled", verdict.handled(), this.returns + 1L);
		result.atMost("sent by both", first.sum("sent") + second.sum("sent"), this.returns + 1L);
		result.atMost("counted", first.sum("dropped") + second.sum("dropped"), 0);
	}

	private Receiver player(Stage stage, String name) {
		return stage.receiver(name).withCapacity(this.returns).with("reliability.listener", "rally").start();
	}

	private static long returned(Receiver here, Receiver there) {
		return here.handled() + there.handled();
	}

}

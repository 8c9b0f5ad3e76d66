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
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.Verdict;

/**
 * Requests of a template, and a listener that answers.
 *
 * @param requests how many
 */
public record RequestsScenario(int requests) implements Scenario {

	RequestsScenario(Scale scale) {
		this(scale.of(500, 10_000));
	}

	@Override
	public String name() {
		return "requests";
	}

	@Override
	public Clause clause() {
		return Clause.ANSWERED;
	}

	@Override
	public String idea() {
		return "" + this.requests + " requests of four threads, answered by a listener of another application";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver answering = stage.receiver("answers").with("reliability.listener", "echo").start();
		Receiver asking = stage.receiver("asks").start();
		asking.tell("requests " + this.requests + " " + answering.path());
		Counted counted = asking.report("requests");
		asking.stop();
		answering.stop();
		Verdict asked = Judge.numbered(1, this.requests).judge(answering);
		result.tell("sent", this.requests);
		result.atMost("lost", asked.lost(), 0);
		result.atMost("twice", asked.twice(), 0);
		result.atMost("corrupt", asked.unknown(), 0);
		result.atLeast("answered", counted.sum("requests.answered"), this.requests);
		result.atMost("answers", answering.counted().sum("sent"), this.requests);
		result.atMost("wrong", counted.sum("requests.wrong"), 0);
		result.atMost("failed", counted.sum("requests.failed"), 0);
	}

}

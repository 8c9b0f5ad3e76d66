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
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;

/**
 * Listeners throw whatever there is.
 *
 * @param listener what kind of listener: {@code method}, {@code event} or {@code handler}
 * @param count how many datagrams are sent
 */
public record ThrowingScenario(String listener, int count) implements Scenario {

	ThrowingScenario(String listener, Scale scale) {
		this(listener, scale.of(4_000, 100_000));
	}

	@Override
	public String name() {
		return "throwing-" + this.listener;
	}

	@Override
	public Clause clause() {
		return Clause.LISTENERS;
	}

	@Override
	public String idea() {
		return "Every third call of a listener (" + this.listener
				+ ") throws: exceptions and errors of all kinds, and an interrupt";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver()
			.shortLived()
			.with("reliability.listener", this.listener)
			.with("reliability.behaviour", "throwing")
			.start();
		Senders senders = stage.senders(UnderLoad.SENDERS, Load.of(this.count / UnderLoad.SENDERS));
		senders.awaitEnd(Patience.USUAL.multipliedBy(10));
		receiver.stop();
		result.verdict(Judge.judge(senders, receiver), 0);
		result.atMost("counted", receiver.counted().sum("dropped"), 0);
		// One kind of twelve only leaves the thread interrupted.
		result.atLeast("failures told", receiver.counted().sum("failures"), this.count * 11L / 36);
	}

}

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
 * There is hardly any memory.
 *
 * @param count how many datagrams are sent
 */
public record MemoryScenario(int count) implements Scenario {

	MemoryScenario(Scale scale) {
		this(scale.of(2_000, 30_000));
	}

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "A heap of 48 MB that another thread fills to the end all the time; what fails for want of memory is told of";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver()
			.shortLived()
			.withOption("-Xmx48m")
			.with("reliability.allocate", true)
			.start();
		Senders senders = stage.senders(UnderLoad.SENDERS, Load.of(this.count / UnderLoad.SENDERS));
		senders.awaitEnd(Patience.USUAL.multipliedBy(10));
		receiver.stop();
		long told = receiver.counted().sum("failures") + receiver.counted().sum("dropped");
		result.verdict(Judge.judge(senders, receiver), told);
		result.tell("told of", told);
		result.atLeast("faults", receiver.counted().sum("heap.exhausted"), 1);
	}

}

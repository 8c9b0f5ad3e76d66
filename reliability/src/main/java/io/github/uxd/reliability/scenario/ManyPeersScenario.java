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
import io.github.uxd.reliability.Machine;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.journal.Payload;

/**
 * An application with many peers.
 *
 * @param peers how many
 * @param count how many datagrams are sent
 */
public record ManyPeersScenario(int peers, int count) implements Scenario {

	/**
	 * Whose datagrams have their whole number: it says which peer they are for.
	 */
	private static final Payload NUMBERED = new Payload(Payload.NUMBERED, Payload.ANY.longest());

	ManyPeersScenario(Scale scale) {
		this(scale.of(50, 200), scale.of(20_000, 1_000_000));
	}

	@Override
	public String name() {
		return "many-peers";
	}

	@Override
	public Clause clause() {
		return Clause.HANDED_OVER;
	}

	@Override
	public String idea() {
		return "One application has " + this.peers + " peers, to which four processes send in turns";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver()
			.withCapacity(this.count + 1_000)
			.with("uxd.primary", false)
			.with("reliability.shortest", NUMBERED.shortest())
			.with("reliability.peers", this.peers)
			.with("reliability.listener", "event");
		for (int i = 0; i < this.peers; i++) {
			receiver.with("uxd.peers.p" + i + ".path", stage.socket() + "" + i)
				.with("uxd.peers.p" + i + ".transport", stage.settings().transport());
		}
		receiver.start();
		Load load = Load.of(this.count / UnderLoad.SENDERS).payload(NUMBERED).destinations(this.peers);
		Senders senders = stage.senders(UnderLoad.SENDERS, load);
		senders.awaitEnd(Patience.USUAL.multipliedBy(10));
		result.tell("threads", Machine.threads(receiver.pid()));
		result.tell("descriptors", Machine.descriptors(receiver.pid()));
		receiver.stop();
		result.verdict(Judge.judge(senders, receiver), 0);
		result.atMost("counted", receiver.counted().sum("dropped"), 0);
		result.atMost("given to another peer", receiver.counted().sum("astray"), 0);
		result.stops(receiver.stops());
	}

}

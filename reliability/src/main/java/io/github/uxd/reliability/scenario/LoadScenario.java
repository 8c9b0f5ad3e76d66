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
import io.github.uxd.reliability.Sample;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;

/**
 * Sixteen processes send as fast as they can.
 *
 * @param count how many datagrams all of them send
 */
public record LoadScenario(int count) implements Scenario {

	private static final int SENDERS = 16;

	private static final Duration INTERVAL = Duration.ofSeconds(3);

	LoadScenario(Scale scale) {
		this(scale.of(100_000, 10_000_000));
	}

	@Override
	public String name() {
		return "load";
	}

	@Override
	public Clause clause() {
		return Clause.HANDED_OVER;
	}

	@Override
	public String idea() {
		return "16 processes send datagrams of 1 byte to 60 kB as fast as they can";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver()
			.withCapacity(this.count + 1_000)
			.withOption("-Xms256m")
			.withOption("-Xmx256m")
			.withOption("-XX:+AlwaysPreTouch")
			.start();
		long begin = System.nanoTime();
		Senders senders = stage.senders(SENDERS, Load.of(this.count / SENDERS));
		int samples = 0;
		while (!senders.haveEnded()) {
			result.sample(Sample.of(receiver, samples++, begin));
			long next = System.nanoTime() + INTERVAL.toNanos();
			Patience.until("the next sample", Patience.USUAL, () -> System.nanoTime() > next || senders.haveEnded());
		}
		senders.awaitEnd(Patience.USUAL);
		long millis = (System.nanoTime() - begin) / 1_000_000;
		result.sample(Sample.of(receiver, samples, begin));
		receiver.stop();
		result.samplesAreUnchanged();
		result.verdict(Judge.judge(senders, receiver), 0);
		result.atMost("counted", receiver.counted().sum("dropped"), 0);
		result.tell("datagrams a second", senders.accepted() * 1_000 / millis);
		result.stops(receiver.stops());
	}

}

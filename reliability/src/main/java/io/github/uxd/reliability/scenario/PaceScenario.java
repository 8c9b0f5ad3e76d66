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
import java.util.List;

import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Counted;
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
import io.github.uxd.reliability.journal.Payload;

/**
 * A steady load, below what the application could take.
 *
 * @param seconds how long
 */
public record PaceScenario(int seconds) implements Scenario {

	private static final int RATE = 20_000;

	private static final int SENDERS = 8;

	private static final int WARM_UP = 2;

	/**
	 * Each is long enough to say when it was sent.
	 */
	private static final Payload LENGTHS = new Payload(Payload.HEADER, 1_024);

	PaceScenario(Scale scale) {
		this(scale.of(3, 120));
	}

	@Override
	public String name() {
		return "pace";
	}

	@Override
	public Clause clause() {
		return Clause.RESOURCES;
	}

	@Override
	public String idea() {
		return "20,000 datagrams a second for " + this.seconds
				+ " s, from 8 processes: how late they are handled, and what the application has at the start and at the end";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver()
			.withCapacity(RATE * (WARM_UP + this.seconds) + 1_000)
			.withOption("-Xmx256m")
			.with("reliability.latency", true)
			.with("reliability.shortest", LENGTHS.shortest())
			.with("reliability.longest", LENGTHS.longest())
			.start();
		Load load = Load.of((long) RATE / SENDERS * (WARM_UP + this.seconds)).payload(LENGTHS).rate(RATE / SENDERS);
		Senders senders = stage.senders(SENDERS, load);
		Patience.until("the end of the warm-up", Patience.USUAL, () -> receiver.handled() > RATE * WARM_UP);
		Counted start = receiver.report("start");
		receiver.tell("forget-latency");
		senders.awaitEnd(Duration.ofSeconds(this.seconds).plus(Patience.USUAL));
		Counted end = receiver.report("end-of-pace");
		receiver.stop();
		result.verdict(Judge.judge(senders, receiver), 0);
		result.atMost("counted", receiver.counted().sum("dropped"), 0);
		result.atLeast("latencies", end.sum("latency.count"), (long) RATE * this.seconds - RATE);
		for (String percentile : List.of("p50", "p90", "p99", "p99.9", "p99.99", "max")) {
			result.tell("latency " + percentile + ", µs", end.sum("latency." + percentile));
		}
		result.unchanged(start, end);
	}

}

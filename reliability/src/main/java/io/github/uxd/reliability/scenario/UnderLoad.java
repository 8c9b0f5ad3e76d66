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

import java.util.function.Consumer;

import io.github.uxd.reliability.Judge;
import io.github.uxd.reliability.Load;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.Verdict;

/**
 * The usual course: while four processes send as fast as they can, something is done to
 * one application again and again, at random moments.
 */
final class UnderLoad {

	static final int SENDERS = 4;

	private UnderLoad() {
	}

	/**
	 * Play it.
	 * @param mayDrop whether what the application has counted as dropped may be missing;
	 * nothing else may ever
	 * @param times how often to do it
	 * @param disturbance does it
	 */
	static void play(Stage stage, Result result, Receiver receiver, boolean mayDrop, int times,
			Consumer<Senders> disturbance) {
		receiver.start();
		Senders senders = stage.senders(SENDERS, Load.endless());
		for (int i = 0; i < times; i++) {
			receiver.awaitHandled(stage.random(1, 2_000));
			disturbance.accept(senders);
		}
		receiver.awaitHandled(1);
		senders.end();
		// It does what it is told one after the other: all is done then.
		receiver.report("last");
		receiver.stop();
		long counted = receiver.counted().sum("dropped");
		Verdict verdict = Judge.judge(senders, receiver);
		result.verdict(verdict, mayDrop ? counted : 0);
		result.atMost("counted", counted, verdict.lost());
		result.atLeast("logged", receiver.logged(), counted);
		result.tell("faults", times);
		result.tell("retries", senders.retries());
		result.stops(receiver.stops());
	}

}

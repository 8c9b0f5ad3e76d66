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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * There is hardly any memory.
 *
 * @param dispatch where listeners run
 * @param seconds how long
 */
public record MemoryScenario(String dispatch, int seconds) implements Scenario {

	MemoryScenario(String dispatch, Scale scale) {
		this(dispatch, scale.of(4, 60));
	}

	@Override
	public String name() {
		return "memory-" + this.dispatch;
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "A heap of 48 MB that another thread fills to the last byte again and again; what fails for want of memory is told of; dispatch "
				+ this.dispatch;
	}

	/**
	 * Where junixsocket's native code finds no memory it ends the process.
	 */
	@Override
	public boolean isForNativeOnly() {
		return true;
	}

	@Override
	public void play(Stage stage, Result result) {
		Path end = stage.directory().resolve("end-of-want");
		Receiver receiver = stage.receiver()
			.shortLived()
			.withOption("-Xmx48m")
			.with("uxd.dispatch.mode", this.dispatch)
			.with("reliability.allocate-until", end)
			.start();
		Senders senders = stage.senders(UnderLoad.SENDERS, Load.endless());
		long begin = System.nanoTime();
		Patience.until("a receiver that finds no memory", Duration.ofSeconds(this.seconds).plus(Patience.USUAL), () -> {
			receiver.awaitHandled(500);
			return System.nanoTime() - begin > Duration.ofSeconds(this.seconds).toNanos()
					&& receiver.logged("OutOfMemoryError") > 0;
		});
		create(end);
		// For a stop it has memory again.
		Patience.until("memory for the receiver", Patience.USUAL, () -> !Files.exists(end));
		receiver.report("last");
		receiver.awaitHandled(1_000);
		senders.end();
		receiver.stop();
		long told = receiver.counted().sum("failures.listeners") + receiver.counted().sum("dropped");
		result.verdict(Judge.judge(senders, receiver), told);
		result.tell("counted", told);
		result.atLeast("errors logged", receiver.logged("OutOfMemoryError"), 1);
		result.atLeast("faults", receiver.counted().sum("heap.exhausted"), 1);
	}

	private static void create(Path file) {
		try {
			Files.createFile(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

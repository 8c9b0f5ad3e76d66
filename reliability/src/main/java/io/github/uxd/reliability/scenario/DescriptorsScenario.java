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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.uxd.reliability.BrokenException;
import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Machine;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Programs;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Stage;

/**
 * The process has no descriptors left.
 *
 * @param times how often
 */
public record DescriptorsScenario(int times) implements Scenario {

	private static final int PLENTY = 1_024;

	DescriptorsScenario(Scale scale) {
		this(scale.of(3, 50));
	}

	@Override
	public String name() {
		return "descriptors";
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "It can open nothing more, while its socket file is removed, and while its poller stops; then it can again";
	}

	@Override
	public List<String> programs() {
		return List.of("cc", "prlimit");
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver().shortLived().with("uxd.poller.check-interval", "50ms");
		UnderLoad.play(stage, result, receiver, false, this.times, (senders) -> {
			limit(receiver, Machine.firstFreeDescriptor(receiver.pid()));
			receiver.awaitLogged("can't make it anew", () -> remove(stage.socket()));
			limit(receiver, PLENTY);
			Patience.until("the socket file", Patience.USUAL, () -> Files.exists(stage.socket()));
			limit(receiver, Machine.firstFreeDescriptor(receiver.pid()));
			receiver.tell("stop-poller");
			Patience.until("the stop", Patience.USUAL, () -> !Files.exists(stage.socket()));
			limit(receiver, PLENTY);
			receiver.tell("start-poller");
		});
		result.atLeast("healed", receiver.counted().sum("healed"), this.times);
		result.atLeast("stopped", receiver.counted().sum("PeerStoppedEvent"), this.times);
		result.atMost("commands that failed", receiver.counted().sum("commands.failed"), 0);
	}

	private static void limit(Receiver receiver, long descriptors) {
		Programs.run(List.of("prlimit", "--pid", Long.toString(receiver.pid()), "--nofile=" + descriptors + ":"));
	}

	private static void remove(Path socket) {
		try {
			Files.deleteIfExists(socket);
		}
		catch (IOException ex) {
			throw new BrokenException("The socket file can't be removed: " + ex);
		}
	}

}

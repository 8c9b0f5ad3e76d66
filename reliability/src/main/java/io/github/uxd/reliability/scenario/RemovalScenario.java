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

import io.github.uxd.reliability.BrokenException;
import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Stage;

/**
 * Somebody removes the socket file.
 *
 * @param removals how often
 */
public record RemovalScenario(int removals) implements Scenario {

	RemovalScenario(Scale scale) {
		this(scale.of(5, 300));
	}

	@Override
	public String name() {
		return "removal";
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "The socket file is removed again and again; it is made anew, and what was sent to the old one is handled";
	}

	@Override
	public void play(Stage stage, Result result) {
		Receiver receiver = stage.receiver().shortLived().with("uxd.poller.check-interval", "50ms");
		UnderLoad.play(stage, result, receiver, false, this.removals, (senders) -> remove(stage.socket()));
		result.atLeast("healed", receiver.counted().sum("healed"), this.removals);
	}

	private static void remove(Path socket) {
		try {
			Files.delete(socket);
		}
		catch (IOException ex) {
			throw new BrokenException("The socket file can't be removed: " + ex);
		}
		Patience.until("the socket file, made anew", Patience.USUAL, () -> Files.exists(socket));
	}

}

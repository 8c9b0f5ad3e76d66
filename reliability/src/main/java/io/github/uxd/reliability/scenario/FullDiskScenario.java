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
import java.util.List;

import io.github.uxd.reliability.Clause;
import io.github.uxd.reliability.Judge;
import io.github.uxd.reliability.Load;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Programs;
import io.github.uxd.reliability.Receiver;
import io.github.uxd.reliability.Result;
import io.github.uxd.reliability.Scale;
import io.github.uxd.reliability.Scenario;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Stage;

/**
 * The disk of the wire log is full. Where a small file system can't be had, files may not
 * grow.
 *
 * @param count how many datagrams are sent
 */
public record FullDiskScenario(int count) implements Scenario {

	private static final int SIZE = 262_144;

	private static final int MOST_LINES = 100;

	FullDiskScenario(Scale scale) {
		this(scale.of(5_000, 100_000));
	}

	@Override
	public String name() {
		return "full-disk";
	}

	@Override
	public Clause clause() {
		return Clause.DISTURBED;
	}

	@Override
	public String idea() {
		return "The wire log has " + SIZE + " bytes of room and no more";
	}

	@Override
	public List<String> programs() {
		return List.of("cc", "prlimit");
	}

	@Override
	public void play(Stage stage, Result result) {
		Path disk = stage.directory().resolve("disk");
		try {
			Files.createDirectory(disk);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String mount = "mount -t tmpfs -o size=" + SIZE + " tmpfs '" + disk + "'";
		boolean mounts = Programs.runs(List.of("unshare", "-rm", "sh", "-c", mount));
		result.tell("the disk is", mounts ? "a file system of that size" : "a limit of that size for each file");
		Receiver receiver = stage.receiver()
			.shortLived()
			.with("uxd.wire-log.enabled", true)
			.with("uxd.wire-log.head-directory", disk);
		if (mounts) {
			receiver.startedBy("unshare", "-rm", "sh", "-c", mount + " && exec \"$@\"", "sh");
		}
		receiver.start();
		if (!mounts) {
			Programs.run(List.of("prlimit", "--pid", Long.toString(receiver.pid()), "--fsize=" + SIZE));
		}
		Senders senders = stage.senders(UnderLoad.SENDERS, Load.of(this.count / UnderLoad.SENDERS));
		senders.awaitEnd(Patience.USUAL.multipliedBy(5));
		receiver.stop();
		result.verdict(Judge.judge(senders, receiver), 0);
		result.atMost("counted", receiver.counted().sum("dropped"), 0);
		// A line and its stack trace, whatever the number of datagrams.
		result.atLeast("told of", receiver.logged("The wire log can't be written"), 1);
		result.atLeast("for want of room", receiver.logged(mounts ? "No space left on device" : "File too large"), 1);
		result.atMost("lines logged", receiver.log().lines().count(), MOST_LINES);
	}

}

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
package io.github.uxd.reliability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.uxd.reliability.journal.SenderJournal;

/**
 * A process that sends, and tries each datagram until the kernel has accepted it.
 */
public final class Sender {

	/**
	 * How long it tries one datagram.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final int id;

	private final Load load;

	private boolean toldToEnd;

	private boolean killed;

	private final SenderJournal journal;

	private final Process process;

	Sender(Stage stage, Path program, int id, Load load) {
		this.id = id;
		this.load = load;
		Path journalPath = stage.directory().resolve("sender-" + id + ".journal");
		this.journal = new SenderJournal(journalPath);
		List<Object> command = List.of(program, id, stage.directory().resolve("sender." + id), stage.socket(),
				load.destinations(), load.count(), load.payload().shortest(), load.payload().longest(), load.rate(),
				PATIENCE.toSeconds(), journalPath);
		this.process = stage.start(new ProcessBuilder(command.stream().map(Object::toString).toList()).inheritIO());
	}

	/**
	 * Return its number.
	 * @return the number
	 */
	public int id() {
		return this.id;
	}

	/**
	 * Return what it has written down.
	 * @return the journal
	 */
	public SenderJournal journal() {
		return this.journal;
	}

	/**
	 * Return whether it has ended.
	 * @return {@code true} if so
	 */
	public boolean hasEnded() {
		return !this.process.isAlive();
	}

	/**
	 * Kill it while it sends, and wait for its end.
	 */
	public void kill() {
		awaitBegin();
		if (hasEnded()) {
			throw new BrokenException("It ended before it was killed: " + this);
		}
		this.killed = true;
		this.process.destroyForcibly();
		Patience.until("the end of " + this, Patience.USUAL, this::hasEnded);
	}

	/**
	 * Tell it to end, and not to try any longer what it is trying.
	 */
	void end() {
		awaitBegin();
		this.toldToEnd = true;
		this.process.destroy();
	}

	/**
	 * Before that a signal ends it without a word.
	 */
	private void awaitBegin() {
		Patience.until("the begin of " + this, Patience.USUAL,
				() -> this.journal.state() != SenderJournal.State.STARTS || hasEnded());
	}

	/**
	 * See that it has ended as it should: with all accepted that it was to send, unless
	 * it was told to end or killed.
	 */
	void checkEnd() {
		boolean isSound = this.killed
				|| (this.process.exitValue() == 0 && this.journal.state() == SenderJournal.State.DONE
						&& (this.toldToEnd || this.journal.accepted() == this.load.count()));
		if (!isSound) {
			throw new BrokenException("Not the end that it should have: " + this + ", exit status "
					+ this.process.exitValue() + ", " + this.journal.state());
		}
	}

	@Override
	public String toString() {
		return "sender " + this.id + ", " + this.journal.accepted() + " accepted, " + this.journal.retries();
	}

}

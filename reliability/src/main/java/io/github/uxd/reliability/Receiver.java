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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

import io.github.uxd.reliability.journal.Journal;
import io.github.uxd.reliability.journal.JournalWriter.State;
import org.jspecify.annotations.Nullable;

/**
 * An application that receives, through all its incarnations: it is started, stopped or
 * killed, and started again. Each process has a journal of its own.
 */
public final class Receiver {

	private static final Pattern DROPPED = Pattern
		.compile("(\\d+) datagrams (?:are dropped that nobody was given|in its queue, which are lost)");

	private final Stage stage;

	private final Path path;

	private final Path directory;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private final List<String> options = new ArrayList<>();

	private List<String> wrapper = List.of();

	private int capacity = 10_000_000;

	private @Nullable Activator activator;

	/**
	 * Which file is the socket that another process holds.
	 */
	private @Nullable Object heldFile;

	private @Nullable Process process;

	private long pid;

	private final List<Journal> journals = new ArrayList<>();

	private final List<Duration> stops = new ArrayList<>();

	Receiver(Stage stage, String name, Path path) {
		this.stage = stage;
		this.path = path;
		this.directory = stage.directory().resolve(name);
		try {
			Files.createDirectories(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		with("uxd.path", path);
		with("uxd.transport", stage.settings().transport());
		with("spring.main.banner-mode", "off");
		with("logging.level.root", "warn");
		with("reliability.directory", this.directory);
		stage.settings().properties().forEach(this::with);
	}

	/**
	 * Give the application a property.
	 * @param key the key
	 * @param value the value
	 * @return this
	 */
	public Receiver with(String key, Object value) {
		this.properties.put(key, value.toString());
		return this;
	}

	/**
	 * Give the JVM an option.
	 * @param option the option
	 * @return this
	 */
	public Receiver withOption(String option) {
		this.options.add(option);
		return this;
	}

	/**
	 * Start it by another program, which becomes the JVM.
	 * @param wrapper the program and its first arguments
	 * @return this
	 */
	public Receiver startedBy(String... wrapper) {
		this.wrapper = List.of(wrapper);
		return this;
	}

	/**
	 * Have journals for many datagrams.
	 * @param capacity how many an incarnation may handle
	 * @return this
	 */
	public Receiver withCapacity(int capacity) {
		this.capacity = capacity;
		return with("reliability.capacity", capacity);
	}

	/**
	 * Have it start and stop often: with a compiler that doesn't do its best.
	 * @return this
	 */
	public Receiver shortLived() {
		withOption("-XX:TieredStopAtLevel=1");
		withOption("-XX:+UseSerialGC");
		return this;
	}

	/**
	 * Have its socket held by another process from now on, which passes it on to each
	 * incarnation. That is as it was described until now.
	 * @return this
	 */
	public Receiver activated() {
		with("uxd.activation", "systemd");
		List<String> command = command();
		command.add("--reliability.incarnation=");
		this.activator = new Activator(this.stage, this.path, this.directory.resolve("log"), command);
		this.heldFile = Machine.fileKey(this.path);
		return this;
	}

	/**
	 * Start the next incarnation, and wait until it listens.
	 * @return this
	 */
	public Receiver start() {
		launch();
		awaitStart();
		return this;
	}

	/**
	 * Start the next incarnation.
	 */
	public void launch() {
		int incarnation = this.journals.size();
		Journal journal = Journal.open(this.directory.resolve("receiver-" + incarnation + ".journal"), this.capacity);
		this.journals.add(journal);
		if (this.activator != null) {
			this.process = this.activator.process();
			tell(Integer.toString(incarnation));
			this.pid = this.activator.pid();
		}
		else {
			List<String> command = command();
			command.add("--reliability.incarnation=" + incarnation);
			this.process = this.stage.start(output(command));
			this.pid = this.process.pid();
		}
	}

	/**
	 * Wait until it listens.
	 */
	public void awaitStart() {
		await("the application's start", Patience.USUAL, () -> journal().state() != State.STARTS);
		checkSocketFile();
	}

	/**
	 * The file of a socket that another process holds is there, and no other one.
	 */
	private void checkSocketFile() {
		if (this.activator != null && !Machine.fileKey(this.path).equals(this.heldFile)) {
			throw new BrokenException("The socket file isn't any more the one that was passed on");
		}
	}

	/**
	 * Wait for something while it runs.
	 */
	private void await(String what, Duration atMost, BooleanSupplier condition) {
		try {
			Patience.until(what, atMost, () -> {
				if (condition.getAsBoolean()) {
					return true;
				}
				if (!isAlive() && !condition.getAsBoolean()) {
					throw new BrokenException("The application ended, without " + what + ": " + log());
				}
				return false;
			});
		}
		catch (BrokenException ex) {
			System.err.println("The application's log, where it broke:\n" + log());
			throw ex;
		}
	}

	private List<String> command() {
		List<String> command = new ArrayList<>(this.wrapper);
		command.addAll(this.stage.java(this.options, "ReceiverApplication"));
		this.properties.forEach((key, value) -> command.add("--" + key + "=" + value));
		return command;
	}

	private ProcessBuilder output(List<String> command) {
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.directory.resolve("log").toFile()));
	}

	private Process process() {
		if (this.process == null) {
			throw new BrokenException("The application was never started");
		}
		return this.process;
	}

	private boolean isAlive() {
		return ProcessHandle.of(this.pid).isPresent();
	}

	/**
	 * Return where its socket is.
	 * @return the path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Return the process that runs.
	 * @return its id
	 */
	public long pid() {
		return this.pid;
	}

	/**
	 * Tell it something, as its commands are.
	 * @param command the command
	 */
	public void tell(String command) {
		try {
			OutputStream input = process().getOutputStream();
			input.write((command + "\n").getBytes(StandardCharsets.UTF_8));
			input.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The application isn't there any more: " + log(), ex);
		}
	}

	/**
	 * Stop it by SIGTERM, and wait for its end.
	 */
	public void stop() {
		long begin = System.nanoTime();
		handle().destroy();
		awaitEnd();
		this.stops.add(Duration.ofNanos(System.nanoTime() - begin));
		if (journal().state() != State.ENDED) {
			throw new BrokenException("The application did not stop as it should: " + log());
		}
	}

	/**
	 * Kill it, and wait for its end.
	 */
	public void kill() {
		handle().destroyForcibly();
		awaitEnd();
		if (journal().state() == State.ENDED) {
			throw new BrokenException("The application had ended before it was killed: " + log());
		}
	}

	private ProcessHandle handle() {
		return ProcessHandle.of(this.pid)
			.orElseThrow(() -> new BrokenException("The application isn't there any more: " + log()));
	}

	private void awaitEnd() {
		Patience.until("the end of the application", Patience.USUAL, () -> !isAlive());
		if (this.activator != null) {
			this.activator.awaitEnd();
			checkSocketFile();
		}
	}

	/**
	 * Wait until this incarnation has handled so many datagrams more.
	 * @param count how many
	 */
	public void awaitHandled(long count) {
		long before = journal().handled();
		await(count + " datagrams more than " + before, Patience.USUAL, () -> journal().handled() >= before + count);
	}

	/**
	 * Wait until it has logged something once more, some time from now on.
	 * @param text a part of the line
	 * @param action makes it log that
	 */
	public void awaitLogged(String text, Runnable action) {
		long before = logged(text);
		action.run();
		await("'" + text + "' in the log", Patience.USUAL, () -> logged(text) > before);
	}

	/**
	 * Return how many lines of the log have a text.
	 * @param text the text
	 * @return the number
	 */
	public long logged(String text) {
		return log().lines().filter((line) -> line.contains(text)).count();
	}

	/**
	 * Send one more, and wait until it is handled: nothing waits in the queue before it.
	 * An application whose socket is held by another process leaves there what it hasn't
	 * received when it stops.
	 * @param senders the senders, which have ended
	 * @return the senders, with the one of the last datagram
	 */
	public Senders empty(Senders senders) {
		Senders last = this.stage.senders(1, Load.of(1));
		last.awaitEnd(Patience.USUAL);
		int id = last.all().get(0).id();
		await("the last datagram", Patience.USUAL, () -> {
			AtomicBoolean found = new AtomicBoolean();
			journal().forEach((handled) -> found.compareAndSet(false, handled.sender() == id));
			return found.get();
		});
		return senders.and(last);
	}

	/**
	 * Return how many datagrams this incarnation has handled.
	 * @return the number, about
	 */
	public long handled() {
		return journal().handled();
	}

	/**
	 * Return how many datagrams the log says that nobody was given.
	 * @return the number
	 */
	public long logged() {
		return DROPPED.matcher(log()).results().mapToLong((line) -> Long.parseLong(line.group(1))).sum();
	}

	/**
	 * Return the journals of all incarnations.
	 * @return the journals
	 */
	public List<Journal> journals() {
		return this.journals;
	}

	private Journal journal() {
		return this.journals.get(this.journals.size() - 1);
	}

	/**
	 * Return how long each stop took.
	 * @return the times
	 */
	public List<Duration> stops() {
		return this.stops;
	}

	/**
	 * Ask the process that runs for its counters.
	 * @param name the name of a report, which is new
	 * @return the counters
	 */
	public Counted report(String name) {
		tell("report " + name);
		Path report = this.directory.resolve("counters-" + (this.journals.size() - 1) + "-" + name);
		await("the report " + name, Duration.ofMinutes(15), () -> Files.exists(report));
		return Counted.read(report);
	}

	/**
	 * Return what all incarnations have counted that ended as they should.
	 * @return the counters
	 */
	public Counted counted() {
		List<Properties> counters = new ArrayList<>();
		for (int i = 0; i < this.journals.size(); i++) {
			Path path = this.directory.resolve("counters-" + i + "-end");
			if (Files.exists(path)) {
				counters.addAll(Counted.read(path).counters());
			}
		}
		return new Counted(counters);
	}

	/**
	 * Return what it has logged.
	 * @return the log of all incarnations
	 */
	public String log() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(Files.newInputStream(this.directory.resolve("log")), StandardCharsets.UTF_8))) {
			return String.join("\n", reader.lines().toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.springframework.util.FileSystemUtils;

/**
 * Where one scenario is played: a directory, and all processes that were started for it.
 * Both are gone when it is closed.
 */
public final class Stage implements AutoCloseable {

	private final Settings settings;

	private final Random random;

	private final Path directory;

	private int nextSender;

	private final List<Process> processes = new CopyOnWriteArrayList<>();

	/**
	 * Whether the run is ended from outside: what its scenario finds then says nothing.
	 */
	private volatile boolean interrupted;

	/**
	 * Whoever ends the run from outside ends what it has started.
	 */
	private final Thread atExit = new Thread(() -> {
		this.interrupted = true;
		clear();
	});

	/**
	 * Set up a stage.
	 * @param settings what the applications run with
	 */
	public Stage(Settings settings) {
		this.settings = settings;
		this.random = new Random(settings.seed());
		try {
			this.directory = Files.createTempDirectory("uxd-rel");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Runtime.getRuntime().addShutdownHook(this.atExit);
	}

	/**
	 * Return what the applications run with.
	 * @return the settings
	 */
	public Settings settings() {
		return this.settings;
	}

	/**
	 * Return the directory, in which all that is written goes.
	 * @return the directory
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * Return the path of the socket that the senders send to.
	 * @return the path
	 */
	public Path socket() {
		return this.directory.resolve("receiver.uxd");
	}

	/**
	 * Return a number at random.
	 * @param from the smallest
	 * @param to the largest
	 * @return a number
	 */
	public int random(int from, int to) {
		return from + this.random.nextInt(to - from + 1);
	}

	/**
	 * Prepare an application that receives.
	 * @return the application, which isn't started yet
	 */
	public Receiver receiver() {
		return new Receiver(this, "", socket());
	}

	/**
	 * Prepare one of several applications that receive.
	 * @param name its name
	 * @return the application, which isn't started yet
	 */
	public Receiver receiver(String name) {
		return new Receiver(this, name, this.directory.resolve(name + ".uxd"));
	}

	/**
	 * Start senders.
	 * @param count how many
	 * @param load what each of them sends
	 * @return the senders
	 */
	public Senders senders(int count, Load load) {
		Path program = program("sender");
		return new Senders(load,
				IntStream.range(0, count).mapToObj((i) -> new Sender(this, program, this.nextSender++, load)).toList());
	}

	/**
	 * Compile a program in C, unless that was done.
	 * @param name its name
	 * @return the path of the program
	 */
	public Path program(String name) {
		Path program = this.directory.resolve(name);
		return Files.exists(program) ? program : Programs.compile(name, this.directory);
	}

	/**
	 * Return a command that runs a class of this module in a JVM of its own.
	 * @param options the options of the JVM
	 * @param main the class
	 * @return the command, to which arguments can be added
	 */
	List<String> java(List<String> options, String main) {
		List<String> command = new ArrayList<>();
		command.add(this.settings.javaHome().resolve("bin/java").toString());
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.addAll(options);
		command.addAll(List.of("-cp", this.settings.classPath(), "io.github.uxd.reliability.application." + main));
		return command;
	}

	/**
	 * Run a class of this module to its end.
	 * @param main its simple name
	 * @param atMost how long that may take
	 * @param args its arguments
	 */
	public void run(String main, Duration atMost, String... args) {
		List<String> command = java(List.of(), main);
		command.addAll(List.of(args));
		Path log = this.directory.resolve(main + ".log");
		Process process = start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
		Patience.until("the end of " + main, atMost, () -> !process.isAlive());
		if (process.exitValue() != 0) {
			throw new BrokenException(main + " failed: " + read(log));
		}
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start a process that ends with this stage at the latest.
	 * @param builder what to start
	 * @return the process
	 */
	public Process start(ProcessBuilder builder) {
		try {
			Process process = builder.start();
			this.processes.add(process);
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return whether the run is ended from outside.
	 * @return {@code true} if so
	 */
	public boolean isInterrupted() {
		return this.interrupted;
	}

	@Override
	public void close() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.atExit);
		}
		catch (IllegalStateException ex) {
			// It runs just now.
			return;
		}
		clear();
	}

	private void clear() {
		this.processes.forEach(Process::destroyForcibly);
		for (Process process : this.processes) {
			try {
				process.waitFor(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		Patience.until("an empty " + this.directory, Duration.ofSeconds(10), this::tryToDelete);
	}

	/**
	 * Whoever was started by those that are gone ends a moment later, and may still
	 * write.
	 */
	private boolean tryToDelete() {
		try {
			return FileSystemUtils.deleteRecursively(this.directory) || !Files.exists(this.directory);
		}
		catch (IOException ex) {
			return false;
		}
	}

}

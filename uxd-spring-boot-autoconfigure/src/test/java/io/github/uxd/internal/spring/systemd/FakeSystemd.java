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
package io.github.uxd.internal.spring.systemd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listens at a notify socket as systemd does, in a process of its own, and has the kernel
 * tell who sends.
 */
public final class FakeSystemd implements AutoCloseable {

	private static final String SCRIPT = """
			import os, socket, struct, sys, threading, time
			s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			s.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
			name = sys.argv[1]
			s.bind('\\0' + name[1:] if name[0] == '@' else name)
			print('bound', flush=True)
			sys.stdin.readline()
			def end():
			    sys.stdin.read()
			    os._exit(0)
			threading.Thread(target=end, daemon=True).start()
			while True:
			    data, more, flags, source = s.recvmsg(65536, 1024)
			    pid = struct.unpack('3i', more[0][2])[0]
			    print(pid, time.monotonic_ns() // 1000, data.hex(), flush=True)
			""";

	private final String address;

	private final List<Message> messages = new CopyOnWriteArrayList<>();

	private final Process process;

	/**
	 * Listen at a path, or at an abstract name after an {@code @}.
	 */
	public FakeSystemd(String address) throws IOException {
		this(address, true);
	}

	/**
	 * Listen.
	 * @param reading whether to read what is sent, rather than when told to
	 */
	public FakeSystemd(String address, boolean reading) throws IOException {
		this.address = address;
		this.process = start(address);
		BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		assertThat(output.readLine()).isEqualTo("bound");
		Thread reader = new Thread(() -> read(output), "fake-systemd");
		reader.setDaemon(true);
		reader.start();
		if (reading) {
			read();
		}
	}

	public FakeSystemd(Path path) throws IOException {
		this(path.toString());
	}

	private static Process start(String address) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("python3", "-c", SCRIPT, address)
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		try {
			return builder.start();
		}
		catch (IOException ex) {
			if (Boolean.getBoolean("test.uxd.require-programs")) {
				throw ex;
			}
			throw new TestAbortedException("The program python3 is not installed", ex);
		}
	}

	private void read(BufferedReader output) {
		try {
			output.lines().forEach((line) -> {
				String[] words = line.split(" ", -1);
				this.messages.add(new Message(Long.parseLong(words[0]), Long.parseLong(words[1]),
						new String(HexFormat.of().parseHex(words[2]), StandardCharsets.UTF_8)));
			});
		}
		catch (UncheckedIOException ex) {
			// It was closed.
			this.messages.add(new Message(0, 0, String.valueOf(ex)));
		}
	}

	/**
	 * Begin to read.
	 */
	public void read() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
	}

	public String address() {
		return this.address;
	}

	public List<Message> messages() {
		return this.messages;
	}

	/**
	 * Return what was said until now.
	 */
	public List<String> said() {
		return this.messages.stream().map(Message::text).toList();
	}

	public long count(String message) {
		return this.messages.stream().filter((told) -> told.text().equals(message)).count();
	}

	/**
	 * Wait until a message has come, and return the first of those.
	 * @param start what it begins with
	 */
	public Message await(String start) {
		Awaitility.await("the message " + start)
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.messages.stream().anyMatch((message) -> message.text().startsWith(start)));
		return this.messages.stream().filter((message) -> message.text().startsWith(start)).findFirst().orElseThrow();
	}

	@Override
	public void close() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			this.process.destroy();
		}
		this.process.onExit().completeOnTimeout(this.process, 20, TimeUnit.SECONDS).join().destroyForcibly();
	}

	/**
	 * What was received.
	 *
	 * @param pid the process that has sent it
	 * @param micros when it was received, in microseconds of {@code CLOCK_MONOTONIC}
	 * @param text what it says
	 */
	public record Message(long pid, long micros, String text) {

	}

}

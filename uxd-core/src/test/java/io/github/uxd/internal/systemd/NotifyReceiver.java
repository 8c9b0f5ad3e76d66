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
package io.github.uxd.internal.systemd;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Programs;

/**
 * Listens as systemd does, and has the kernel tell who sends. It reads when it is asked
 * to.
 */
final class NotifyReceiver implements AutoCloseable {

	private static final String SCRIPT = """
			import array, socket, struct, sys
			s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			s.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
			name = sys.argv[1]
			s.bind('\\0' + name[1:] if name[0] == '@' else name)
			print('bound', flush=True)
			for line in sys.stdin:
			    data, more, flags, source = s.recvmsg(65536, 1024)
			    pid = struct.unpack('3i', more[0][2])[0]
			    print(pid, 'unbound' if not source else 'bound', data.hex(), flush=True)
			""";

	private final Process process;

	private final BufferedReader output;

	private final PrintStream input;

	NotifyReceiver(String address) throws IOException {
		this.process = Programs
			.start(new ProcessBuilder("python3", "-c", SCRIPT, address).redirectError(ProcessBuilder.Redirect.INHERIT));
		this.output = new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		this.input = new PrintStream(this.process.getOutputStream(), true, StandardCharsets.UTF_8);
		if (!"bound".equals(this.output.readLine())) {
			throw new IOException("Nothing listens at " + address);
		}
	}

	/**
	 * Wait for the next message, and return it.
	 */
	Message next() throws IOException {
		this.input.println();
		String[] words = String.valueOf(this.output.readLine()).split(" ", -1);
		return new Message(Long.parseLong(words[0]), words[1].equals("bound"),
				new String(HexFormat.of().parseHex(words[2]), StandardCharsets.UTF_8));
	}

	@Override
	public void close() {
		this.input.close();
		this.process.onExit().completeOnTimeout(this.process, 20, TimeUnit.SECONDS).join().destroyForcibly();
	}

	/**
	 * What was received.
	 *
	 * @param pid the process that has sent it
	 * @param bound whether its socket has a name
	 * @param text what it says
	 */
	record Message(long pid, boolean bound, String text) {

	}

}

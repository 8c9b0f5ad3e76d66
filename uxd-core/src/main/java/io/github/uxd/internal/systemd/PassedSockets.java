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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The sockets that systemd, or who does as it does, has passed to this process: what
 * {@code sd_listen_fds_with_names(3)} returns.
 *
 * @param sockets the sockets, in their order; empty if there are none
 * @param problem why there are none, as a sentence, or {@code null} if there are
 */
public record PassedSockets(List<PassedSocket> sockets, @Nullable String problem) {

	/**
	 * The descriptors begin after those of input, output and errors
	 * ({@code SD_LISTEN_FDS_START}).
	 */
	private static final int FIRST_DESCRIPTOR = 3;

	/**
	 * What sd_listen_fds_with_names(3) calls a socket without a name.
	 */
	private static final String NO_NAME = "unknown";

	/**
	 * Read what a process was told.
	 * @param environment its environment variables
	 * @param pid its number
	 * @return the sockets
	 */
	public static PassedSockets of(Map<String, String> environment, long pid) {
		String count = environment.get("LISTEN_FDS");
		String receiver = environment.get("LISTEN_PID");
		if (count == null || receiver == null) {
			return none("LISTEN_FDS and LISTEN_PID aren't set, as they are in a service that a .socket unit starts.");
		}
		if (!receiver.equals(Long.toString(pid))) {
			return none("LISTEN_PID is " + receiver + " and this is process " + pid
					+ ": a script that starts the JVM must do so by exec.");
		}
		int sockets = number(count);
		if (sockets < 1) {
			return none("LISTEN_FDS is " + count + ".");
		}
		String names = environment.get("LISTEN_FDNAMES");
		return new PassedSockets(sockets(sockets, (names != null) ? List.of(names.split(":", -1)) : List.of()), null);
	}

	private static PassedSockets none(String problem) {
		return new PassedSockets(List.of(), problem);
	}

	/**
	 * Return the number in a text.
	 * @return the number, or -1 if there is none
	 */
	private static int number(String text) {
		return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
	}

	private static List<PassedSocket> sockets(int count, List<String> names) {
		List<PassedSocket> sockets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			String name = (i < names.size()) ? names.get(i) : "";
			sockets.add(new PassedSocket(FIRST_DESCRIPTOR + i, name.isEmpty() ? NO_NAME : name));
		}
		return List.copyOf(sockets);
	}

}

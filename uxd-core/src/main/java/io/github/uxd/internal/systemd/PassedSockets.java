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

import io.github.uxd.text.OneLine;
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
	 * Nobody has said anything of sockets.
	 */
	public static final PassedSockets UNTOLD = none(
			"LISTEN_FDS and LISTEN_PID aren't set, as they are in a service that a .socket unit starts.");

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
	 * How many digits the number of sockets has at most.
	 */
	private static final String COUNT = "[0-9]{1,5}";

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
			return UNTOLD;
		}
		if (!receiver.equals(Long.toString(pid))) {
			return none("LISTEN_PID is " + OneLine.of(receiver) + " and this is process " + pid
					+ ": a script that starts the JVM must do so by exec.");
		}
		int sockets = count.matches(COUNT) ? Integer.parseInt(count) : 0;
		if (sockets == 0) {
			return none("LISTEN_FDS is \"" + OneLine.of(count) + "\".");
		}
		String list = environment.get("LISTEN_FDNAMES");
		List<String> names = (list != null) ? List.of(list.split(":", -1)) : List.of();
		if (list != null && names.size() != sockets) {
			return none("LISTEN_FDNAMES has " + names.size() + " names, and LISTEN_FDS is " + sockets + ".");
		}
		return new PassedSockets(sockets(sockets, names), null);
	}

	private static PassedSockets none(String problem) {
		return new PassedSockets(List.of(), problem);
	}

	private static List<PassedSocket> sockets(int count, List<String> names) {
		List<PassedSocket> sockets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			String name = names.isEmpty() ? "" : names.get(i);
			sockets.add(new PassedSocket(FIRST_DESCRIPTOR + i, name.isEmpty() ? NO_NAME : name));
		}
		return List.copyOf(sockets);
	}

}

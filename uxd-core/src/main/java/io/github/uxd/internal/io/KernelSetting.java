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
package io.github.uxd.internal.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A number among the settings of Linux, which are files below {@code /proc/sys}.
 */
public enum KernelSetting {

	/**
	 * How many datagrams may wait for a socket that is made now, less one, in the network
	 * namespace of this process: {@code net.unix.max_dgram_qlen}.
	 */
	QUEUE_LENGTH("net/unix/max_dgram_qlen"),

	/**
	 * The number that stands for all users who have none in this user namespace:
	 * {@code kernel.overflowuid}.
	 */
	OVERFLOW_USER("kernel/overflowuid");

	private final String path;

	KernelSetting(String path) {
		this.path = path;
	}

	/**
	 * Return the setting as it is now.
	 * @return the number
	 * @throws IOException if it can't be read: this isn't Linux, or a sandbox doesn't
	 * show it
	 */
	public long read() throws IOException {
		// At once: the kernel answers one read of such a file. Files.readString begins
		// with a byte, and would return the first digit.
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(Files.newInputStream(Path.of("/proc/sys", this.path)), StandardCharsets.UTF_8))) {
			return Long.parseLong(String.valueOf(reader.readLine()).strip());
		}
		catch (NumberFormatException ex) {
			throw new IOException("/proc/sys/" + this.path + " has no number", ex);
		}
	}

}

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
package io.github.uxd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import io.github.uxd.internal.io.KernelSetting;
import io.github.uxd.internal.transport.ReceiveBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The users whose datagrams a peer receives.
 */
final class AllowedUsers {

	/**
	 * Which users have numbers here (user_namespaces(7)).
	 */
	private static final Path MAP = Path.of("/proc/self/uid_map");

	/**
	 * The map where all users have their own numbers.
	 */
	private static final String IDENTITY = "0 0 4294967295";

	private final int[] numbers;

	/**
	 * Create a list.
	 * @param numbers the numbers of the users, of 32 bits without a sign
	 */
	AllowedUsers(Set<Long> numbers) {
		this.numbers = numbers.stream().mapToInt(Long::intValue).toArray();
	}

	/**
	 * Return whether the user who sent a datagram is one of them.
	 */
	boolean contains(ReceiveBuffer datagram) {
		if (datagram.hasCredentials()) {
			int user = datagram.uid();
			for (int number : this.numbers) {
				if (number == user) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * Say what is wrong with a list on this machine.
	 * @return the problem, or {@code null} if there is none
	 */
	static @Nullable String problemWith(Set<Long> numbers) {
		try {
			return problemWith(numbers, KernelSetting.OVERFLOW_USER.read(), Files.readString(MAP));
		}
		catch (IOException ex) {
			return "whose numbers users have here can't be found out: " + ex;
		}
	}

	static @Nullable String problemWith(Set<Long> numbers, long overflow, String map) {
		if (!numbers.contains(overflow) || map.trim().replaceAll("\\s+", " ").equals(IDENTITY)) {
			return null;
		}
		return "in this user namespace the number " + overflow
				+ " stands for every user that has none, so that it can't" + " be allowed to send";
	}

}

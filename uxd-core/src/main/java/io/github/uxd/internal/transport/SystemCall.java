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
package io.github.uxd.internal.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The system calls that a datagram socket needs, by their numbers on Linux. They go past
 * the functions that the C library has for them: those that may wait are cancellation
 * points, which in a process with threads costs two atomic operations a call, a twentieth
 * of a small datagram.
 * <p>
 * Where arguments are addresses the caller keeps what they point to reachable.
 */
enum SystemCall {

	READ(0, 63),

	WRITE(1, 64),

	CLOSE(3, 57),

	IOCTL(16, 29),

	SOCKET(41, 198),

	CONNECT(42, 203),

	SENDTO(44, 206),

	RECVFROM(45, 207),

	RECVMSG(47, 212),

	BIND(49, 200),

	GETSOCKNAME(51, 204),

	SETSOCKOPT(54, 208),

	GETSOCKOPT(55, 209),

	FCNTL(72, 25),

	FCHMOD(91, 52),

	/**
	 * {@code openat}.
	 */
	OPEN(257, 56),

	PPOLL(271, 73),

	/**
	 * {@code eventfd2}.
	 */
	EVENTFD(290, 19);

	private static final int WORDS = 6;

	private final int number;

	SystemCall(int x86, int arm) {
		this.number = choose(x86, arm);
	}

	/**
	 * Return what is right on this processor.
	 */
	static int choose(int x86, int arm) {
		return System.getProperty("os.arch", "").equals("aarch64") ? arm : x86;
	}

	int number() {
		return this.number;
	}

	/**
	 * Make the call, now and then.
	 * @param words the arguments; those that are left out are 0
	 * @return what the call returns, or the negative {@code errno} if it failed
	 */
	int call(long... words) {
		long[] all = Arrays.copyOf(words, WORDS);
		return (int) Kernels.KERNEL.call(this.number, all[0], all[1], all[2], all[3], all[4], all[5]);
	}

	/**
	 * Make the call, which ought not to fail.
	 * @param words the arguments; those that are left out are 0
	 * @return what the call returns
	 * @throws IOException if it fails all the same
	 */
	int check(long... words) throws IOException {
		int result = call(words);
		if (result < 0) {
			throw LinuxErrors.failure(name().toLowerCase(Locale.ROOT), -result);
		}
		return result;
	}

}

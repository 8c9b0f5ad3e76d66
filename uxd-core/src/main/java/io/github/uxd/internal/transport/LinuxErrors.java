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

/**
 * The error numbers of Linux, which are the same on x86-64 and aarch64, and what they
 * mean to us.
 */
final class LinuxErrors {

	static final int ENOENT = 2;

	static final int EINTR = 4;

	static final int EBADF = 9;

	static final int EAGAIN = 11;

	static final int ENOMEM = 12;

	static final int EACCES = 13;

	static final int ENOTDIR = 20;

	static final int EROFS = 30;

	static final int EPIPE = 32;

	static final int EMSGSIZE = 90;

	static final int EPROTOTYPE = 91;

	static final int EADDRINUSE = 98;

	static final int ECONNRESET = 104;

	static final int ENOBUFS = 105;

	static final int ECONNREFUSED = 111;

	private LinuxErrors() {
	}

	/**
	 * Return what is wrong with a path or a destination.
	 * @param error the positive {@code errno}
	 */
	static SocketError of(int error) {
		return switch (error) {
			case EADDRINUSE -> SocketError.ADDRESS_IN_USE;
			case ENOENT, ENOTDIR -> SocketError.NO_SUCH_FILE;
			case ECONNREFUSED, ECONNRESET, EPIPE -> SocketError.REFUSED;
			case EPROTOTYPE -> SocketError.WRONG_TYPE;
			case EACCES, EROFS -> SocketError.ACCESS_DENIED;
			case EMSGSIZE -> SocketError.TOO_LARGE;
			default -> SocketError.OTHER;
		};
	}

	/**
	 * Make the exception for a path or a destination that is no good.
	 * @param error the positive {@code errno}
	 */
	static SocketErrorException socketError(int error) {
		return new SocketErrorException(of(error), describe(error), null);
	}

	/**
	 * Return whether a datagram can't be sent only because there is no room for it now.
	 * @param error the positive {@code errno}
	 */
	static boolean isWantOfRoom(int error) {
		return error == EAGAIN || error == ENOBUFS || error == ENOMEM;
	}

	/**
	 * Make the exception for a call that ought not to fail.
	 * @param error the positive {@code errno}
	 */
	static IOException failure(String function, int error) {
		return new IOException(function + " failed: " + describe(error));
	}

	private static String describe(int error) {
		return Kernels.KERNEL.describe(error) + " (errno " + error + ")";
	}

}

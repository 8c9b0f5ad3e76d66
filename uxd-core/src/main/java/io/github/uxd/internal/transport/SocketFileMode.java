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
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Sets the mode of a socket's file by an open descriptor of it, since the C library has
 * no {@code chmod} that follows no link.
 */
final class SocketFileMode {

	private static final int O_PATH = 0x200000;

	/**
	 * Not to follow a symbolic link; of the flags we use, the one that isn't the same on
	 * both processors.
	 */
	private static final int O_NOFOLLOW = SystemCall.choose(0x20000, 0x8000);

	/**
	 * Stands for the working directory; of no account with an absolute path.
	 */
	private static final int AT_FDCWD = -100;

	private SocketFileMode() {
	}

	/**
	 * Set the mode of a socket's file without following a symbolic link that somebody
	 * might put in its place.
	 * @param path the bytes of its path
	 * @param fileKey the device and inode of the file
	 * @param mode the permission bits
	 * @throws NoSuchFileException if another file stands there
	 */
	static void set(byte[] path, Object fileKey, int mode) throws IOException {
		KernelMemory terminated = new KernelMemory(path.length + 1);
		terminated.bytes().put(0, path);
		int descriptor = SystemCall.OPEN.check(AT_FDCWD, terminated.address(),
				O_PATH | NativeSocket.CLOEXEC | O_NOFOLLOW);
		Reference.reachabilityFence(terminated);
		try {
			// It leads to the very file that is held open.
			Path link = Path.of("/proc/self/fd/" + descriptor);
			if (!fileKey.equals(Files.readAttributes(link, BasicFileAttributes.class).fileKey())) {
				throw new NoSuchFileException(new String(path, StandardCharsets.UTF_8));
			}
			Files.setAttribute(link, "unix:mode", mode);
		}
		finally {
			SystemCall.CLOSE.call(descriptor);
		}
	}

}

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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permission bits that a socket file does <em>not</em> get: its mode is
 * {@code 0777 & ~umask}. To send to a socket a process needs write permission on its
 * file, so 0077 admits the peer's own user (and root), 0007 its group too, and 0000
 * everybody who can search the directory.
 * <p>
 * A value of this type belongs to one peer. The umask of the process is never changed.
 * Immutable.
 */
public final class Umask {

	private static final int MAXIMUM = 0777;

	private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

	private static final String PROCESS_UMASK = "Umask:";

	/**
	 * What the process was found to have. A socket file that is made anew is to be like
	 * the first one, whatever is short by then.
	 */
	private static volatile @Nullable Umask process;

	private final int bits;

	private Umask(int bits) {
		this.bits = bits;
	}

	/**
	 * Read a umask from octal text.
	 * @param octal octal digits with or without a leading {@code 0} or {@code 0o}, from
	 * {@code "0"} to {@code "0777"}
	 * @return the umask
	 * @throws IllegalArgumentException if the text is no such number
	 */
	public static Umask of(String octal) {
		return new Umask(Octal.parse("umask", octal, MAXIMUM, "0077"));
	}

	/**
	 * Return the umask of this process, as {@code /proc/self/status} on Linux tells it.
	 * It is read once. Where it can't be known it is taken to be 0077, the one that
	 * admits nobody else.
	 */
	static Umask ofProcess() {
		Umask known = process;
		if (known != null) {
			return known;
		}
		if (!Files.isReadable(PROCESS_STATUS)) {
			return new Umask(0077);
		}
		Logger logger = LoggerFactory.getLogger(Umask.class);
		try {
			Umask found = ofProcessStatus(Files.readAllLines(PROCESS_STATUS));
			logger.info("The umask of the process is {}, and that of socket files for which no other is set", found);
			process = found;
			return found;
		}
		catch (IOException ex) {
			logger.warn("The umask of the process can't be read, so socket files are made as if it were 0077", ex);
			return new Umask(0077);
		}
	}

	static Umask ofProcessStatus(List<String> lines) {
		for (String line : lines) {
			if (line.startsWith(PROCESS_UMASK)) {
				return of(line.substring(PROCESS_UMASK.length()));
			}
		}
		// Linux before 4.7 has no such line.
		return new Umask(0077);
	}

	int bits() {
		return this.bits;
	}

	/**
	 * Return the mode of a socket file that is made under this umask.
	 */
	int socketFileMode() {
		return MAXIMUM & ~this.bits;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Umask umask && umask.bits == this.bits;
	}

	@Override
	public int hashCode() {
		return this.bits;
	}

	/**
	 * Return the umask as octal text.
	 * @return at least four octal digits, such as {@code "0077"}
	 */
	@Override
	public String toString() {
		return Octal.format(this.bits);
	}

}

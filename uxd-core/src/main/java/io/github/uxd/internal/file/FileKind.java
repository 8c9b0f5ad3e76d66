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
package io.github.uxd.internal.file;

/**
 * What can stand at a path.
 */
public enum FileKind {

	/**
	 * A Unix-domain socket, of any type, whether somebody listens on it or not.
	 */
	SOCKET("a socket"),

	/**
	 * A regular file.
	 */
	REGULAR_FILE("a regular file"),

	/**
	 * A directory.
	 */
	DIRECTORY("a directory"),

	/**
	 * A symbolic link, to whatever.
	 */
	SYMBOLIC_LINK("a symbolic link"),

	/**
	 * A named pipe.
	 */
	FIFO("a named pipe"),

	/**
	 * A block or character device.
	 */
	DEVICE("a device");

	private static final int TYPE_MASK = 0170000;

	private final String description;

	FileKind(String description) {
		this.description = description;
	}

	/**
	 * Tell the kind by the file type in {@code st_mode} of {@code stat(2)}.
	 */
	static FileKind ofMode(int mode) {
		return switch (mode & TYPE_MASK) {
			case 0140000 -> SOCKET;
			case 0120000 -> SYMBOLIC_LINK;
			case 0100000 -> REGULAR_FILE;
			case 0040000 -> DIRECTORY;
			case 0010000 -> FIFO;
			default -> DEVICE;
		};
	}

	/**
	 * Return what messages call it.
	 * @return a noun with its article
	 */
	@Override
	public String toString() {
		return this.description;
	}

}

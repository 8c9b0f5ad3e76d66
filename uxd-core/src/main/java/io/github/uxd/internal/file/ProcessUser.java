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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The user that files of this process belong to.
 */
final class ProcessUser {

	static final int ROOT = 0;

	private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

	/**
	 * Followed by the real, effective, saved and file system user (proc(5)).
	 */
	private static final String USERS = "Uid:";

	/**
	 * Followed by the groups likewise.
	 */
	private static final String GROUPS = "Gid:";

	private static volatile int id = -1;

	private ProcessUser() {
	}

	/**
	 * Return the number of the user. It never changes, and is looked up once.
	 */
	static int id() throws IOException {
		if (id < 0) {
			id = find();
		}
		return id;
	}

	private static int find() throws IOException {
		if (Files.isReadable(PROCESS_STATUS)) {
			return ofProcessStatus(Files.readAllLines(PROCESS_STATUS), USERS);
		}
		FileStatus home = FileStatus.of(HostDirectories.home().toRealPath());
		if (home == null) {
			throw new IOException("The user of this process can't be found out: it has no home directory");
		}
		return home.owner();
	}

	/**
	 * Return the number of the group that new files get.
	 * @return the number, or -1 where it can't be known
	 */
	static int group() throws IOException {
		return Files.isReadable(PROCESS_STATUS) ? ofProcessStatus(Files.readAllLines(PROCESS_STATUS), GROUPS) : -1;
	}

	private static int ofProcessStatus(List<String> lines, String key) throws IOException {
		for (String line : lines) {
			if (line.startsWith(key)) {
				return Integer.parseUnsignedInt(line.substring(key.length()).trim().split("\\s+")[3]);
			}
		}
		throw new IOException("The user of this process can't be found out: " + PROCESS_STATUS + " has no " + key);
	}

}

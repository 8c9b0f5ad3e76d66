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
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who holds a socket file, for a person to read. It reads a lot of
 * {@code /proc}, so it is for the rare occasion; where there is none it knows the owner
 * of the file alone.
 */
public final class SocketHolder {

	private static final Path PROC = Path.of("/proc");

	private SocketHolder() {
	}

	/**
	 * Describe what stands at a path and whose it is.
	 * @param path the path
	 * @return something like
	 * {@code "a socket of user root, held by process 123 (python3)"}, escaped: a process
	 * chooses its name
	 */
	public static String describe(Path path) {
		return OneLine.of(describeRaw(path));
	}

	private static String describeRaw(Path path) {
		try {
			FileStatus file = FileStatus.of(path);
			if (file == null) {
				return "nothing";
			}
			String description = file.kind() + " of user " + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
			String holder = (file.kind() == FileKind.SOCKET) ? findProcess(path, file.owner()) : null;
			return (holder != null) ? description + ", held by " + holder : description;
		}
		catch (IOException ex) {
			return "something that can't be looked at (" + ex + ")";
		}
	}

	/**
	 * Find the process that holds the socket at a path.
	 * @param owner the user that owns the file. Only a process of that user is believed
	 * to be the one: the table of sockets is lines of text, which who chooses a name with
	 * a line feed writes himself.
	 */
	private static @Nullable String findProcess(Path path, int owner) throws IOException {
		Path sockets = PROC.resolve("net/unix");
		if (!Files.isReadable(sockets)) {
			return null;
		}
		Set<String> links = new HashSet<>();
		for (String line : Files.readAllLines(sockets, StandardCharsets.ISO_8859_1)) {
			// Num RefCount Protocol Flags Type St Inode Path
			String[] fields = line.trim().split("\\s+", 8);
			if (fields.length == 8 && fields[7].equals(asBytes(path))) {
				links.add("socket:[" + fields[6] + "]");
			}
		}
		if (links.isEmpty()) {
			return null;
		}
		try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
			String self = Long.toString(ProcessHandle.current().pid());
			for (Path process : processes) {
				// The socket that this process had at the path before has the same
				// name.
				if (!process.endsWith(self) && isOf(process, owner) && hasDescriptor(process.resolve("fd"), links)) {
					String name = new String(Files.readAllBytes(process.resolve("comm")), StandardCharsets.UTF_8);
					return "process " + process.getFileName() + " (" + name.stripTrailing() + ")";
				}
			}
		}
		return null;
	}

	private static boolean isOf(Path process, int user) throws IOException {
		FileStatus status = FileStatus.of(process);
		return status != null && status.owner() == user;
	}

	private static String asBytes(Path path) {
		return new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
	}

	private static boolean hasDescriptor(Path directory, Set<String> links) {
		try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(directory)) {
			for (Path descriptor : descriptors) {
				if (links.contains(Files.readSymbolicLink(descriptor).toString())) {
					return true;
				}
			}
			return false;
		}
		catch (IOException | DirectoryIteratorException ex) {
			// Not ours to look at, or it has ended or closed something meanwhile.
			return false;
		}
	}

}

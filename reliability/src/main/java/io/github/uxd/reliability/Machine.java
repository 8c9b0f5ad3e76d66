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
package io.github.uxd.reliability;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * What this machine is like.
 */
public final class Machine {

	private Machine() {
	}

	/**
	 * Return how many datagrams wait for one receiver at most: one more than the kernel's
	 * setting says.
	 * @return the number
	 */
	public static int queueLength() {
		return Integer.parseInt(read("/proc/sys/net/unix/max_dgram_qlen")) + 1;
	}

	/**
	 * Return the kernel's version.
	 * @return the version
	 */
	public static String kernel() {
		return System.getProperty("os.name") + " " + System.getProperty("os.version").replaceAll("[^0-9.].*", "");
	}

	/**
	 * Return how many processors there are.
	 * @return the number
	 */
	public static int processors() {
		return Runtime.getRuntime().availableProcessors();
	}

	/**
	 * Return what a process has of memory.
	 * @param pid the process
	 * @return the size of what is in memory, but for mapped files, in kilobytes
	 */
	public static long resident(long pid) {
		return status(pid, "RssAnon:");
	}

	/**
	 * Return how many threads a process has.
	 * @param pid the process
	 * @return the number
	 */
	public static long threads(long pid) {
		return status(pid, "Threads:");
	}

	private static long status(long pid, String key) {
		return read("/proc/" + pid + "/status").lines()
			.filter((line) -> line.startsWith(key))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("[^0-9]", "")))
			.findFirst()
			.orElse(0);
	}

	/**
	 * Return how many descriptors a process has.
	 * @param pid the process
	 * @return the number
	 */
	public static long descriptors(long pid) {
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
			return descriptors.count();
		}
		catch (IOException ex) {
			throw new BrokenException("Process " + pid + " is gone");
		}
	}

	/**
	 * Return the number of the first descriptor that a process doesn't have: with this as
	 * its limit it can't open anything, and has still what it has.
	 * @param pid the process
	 * @return the number
	 */
	public static int firstFreeDescriptor(long pid) {
		int number = 0;
		while (Files.exists(Path.of("/proc/" + pid + "/fd/" + number), LinkOption.NOFOLLOW_LINKS)) {
			number++;
		}
		return number;
	}

	/**
	 * Return what tells a file from others.
	 * @param path the file, which is not followed
	 * @return its device and inode
	 */
	public static Object fileKey(Path path) {
		try {
			return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
		}
		catch (IOException ex) {
			throw new BrokenException("Not there: " + path);
		}
	}

	/**
	 * Return whether a process is stopped by a signal.
	 * @param pid the process
	 * @return {@code true} if so
	 */
	public static boolean isStopped(long pid) {
		return read("/proc/" + pid + "/status").lines()
			.anyMatch((line) -> line.startsWith("State:") && line.contains("T (stopped)"));
	}

	private static String read(String path) {
		// At once: the kernel answers one read of a number in /proc/sys, whatever its
		// size, and Files.readString begins with a byte.
		try (BufferedReader reader = new BufferedReader(new FileReader(path, StandardCharsets.UTF_8))) {
			return String.join("\n", reader.lines().toList());
		}
		catch (IOException ex) {
			throw new BrokenException("Not readable: " + path);
		}
	}

}

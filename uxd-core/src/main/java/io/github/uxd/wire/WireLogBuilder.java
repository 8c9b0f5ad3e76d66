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
package io.github.uxd.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

import io.github.uxd.internal.file.HostDirectories;
import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link WireLog}. The options are those of hio's {@code WireLog}, with its
 * defaults, and two more to bound it. Not thread-safe.
 */
public final class WireLogBuilder {

	private static final Path HEAD = Path.of("/usr/local/var");

	private boolean received = true;

	private boolean sent = true;

	private boolean together;

	private boolean filed;

	private String name = "main";

	private String prefix = "hio";

	private boolean temp;

	private Path headDirectory = HEAD;

	private Path alternativeHeadDirectory = HostDirectories.home();

	private Path temporaryHeadDirectory = Path.of("/tmp");

	private long maximumSize;

	private int maximumFiles = 10;

	WireLogBuilder() {
	}

	/**
	 * Set whether to log what is received (hio: {@code rxed}).
	 * @param received {@code true} by default
	 * @return this builder
	 */
	public WireLogBuilder received(boolean received) {
		this.received = received;
		return this;
	}

	/**
	 * Set whether to log what is sent (hio: {@code txed}).
	 * @param sent {@code true} by default
	 * @return this builder
	 */
	public WireLogBuilder sent(boolean sent) {
		this.sent = sent;
		return this;
	}

	/**
	 * Set whether both directions go to the same file, or the same memory (hio:
	 * {@code samed}).
	 * @param together {@code false} by default
	 * @return this builder
	 */
	public WireLogBuilder together(boolean together) {
		this.together = together;
		return this;
	}

	/**
	 * Set whether to log to files instead of memory (hio: {@code filed}).
	 * @param filed {@code false} by default
	 * @return this builder
	 */
	public WireLogBuilder filed(boolean filed) {
		this.filed = filed;
		return this;
	}

	/**
	 * Set how the names of the files begin; a time and {@code .rx.log}, {@code .tx.log}
	 * or {@code .log} follow.
	 * @param name a part of a file name; {@code main} by default
	 * @return this builder
	 * @throws IllegalArgumentException if the name is empty or contains a slash
	 */
	public WireLogBuilder name(String name) {
		this.name = fileName("name", name);
		return this;
	}

	/**
	 * Set the directory between the head directory and {@code wirelogs}.
	 * @param prefix a file name; {@code hio} by default
	 * @return this builder
	 * @throws IllegalArgumentException if the prefix is empty or contains a slash
	 */
	public WireLogBuilder prefix(String prefix) {
		this.prefix = fileName("prefix", prefix);
		return this;
	}

	private static String fileName(String what, String value) {
		if (value.isEmpty() || value.indexOf('/') >= 0 || value.indexOf('\0') >= 0 || value.equals("..")) {
			throw new IllegalArgumentException(
					"The " + what + " of the wire log, \"" + value + "\", is not a file name such as \"main\"");
		}
		return value;
	}

	/**
	 * Set whether the files live in a temporary directory of their own, which closing
	 * removes.
	 * @param temp {@code false} by default
	 * @return this builder
	 */
	public WireLogBuilder temp(boolean temp) {
		this.temp = temp;
		return this;
	}

	/**
	 * Set the directory above: the files are in {@code {head}/hio/wirelogs}. A leading
	 * {@code ~} stands for the home directory.
	 * @param headDirectory a directory, or {@code null} for {@code /usr/local/var}
	 * @return this builder
	 * @throws IllegalArgumentException if it isn't absolute
	 */
	public WireLogBuilder headDirectory(@Nullable Path headDirectory) {
		this.headDirectory = (headDirectory != null) ? HostDirectories.absolute(headDirectory) : HEAD;
		return this;
	}

	/**
	 * Set the directory that is used when the one below the head directory can't be
	 * created or used: then the files are in {@code {alternative}/.hio/wirelogs}.
	 * @param alternativeHeadDirectory a directory, or {@code null} for the home directory
	 * @return this builder
	 * @throws IllegalArgumentException if it isn't absolute
	 */
	public WireLogBuilder alternativeHeadDirectory(@Nullable Path alternativeHeadDirectory) {
		this.alternativeHeadDirectory = (alternativeHeadDirectory != null)
				? HostDirectories.absolute(alternativeHeadDirectory) : HostDirectories.home();
		return this;
	}

	/**
	 * Set the directory for temporary files.
	 * @param temporaryHeadDirectory a directory; {@code /tmp} by default
	 * @return this builder
	 * @throws IllegalArgumentException if it isn't absolute
	 */
	public WireLogBuilder temporaryHeadDirectory(Path temporaryHeadDirectory) {
		this.temporaryHeadDirectory = HostDirectories.absolute(temporaryHeadDirectory);
		return this;
	}

	/**
	 * Bound the log. A file that would get larger is followed by another; in memory the
	 * older half goes.
	 * @param maximumSize the size of one file, or of the memory for one direction, in
	 * bytes; 0 (the default, as in hio) for no bound
	 * @return this builder
	 * @throws IllegalArgumentException if the size is negative
	 */
	public WireLogBuilder maximumSize(long maximumSize) {
		if (maximumSize < 0) {
			throw new IllegalArgumentException("The maximum size " + maximumSize + " is negative");
		}
		this.maximumSize = maximumSize;
		return this;
	}

	/**
	 * Set how many files of each direction to keep when they are bounded in size.
	 * @param maximumFiles 1 or more; 10 by default
	 * @return this builder
	 * @throws IllegalArgumentException if the number is less than 1
	 */
	public WireLogBuilder maximumFiles(int maximumFiles) {
		if (maximumFiles < 1) {
			throw new IllegalArgumentException("The maximum number of files " + maximumFiles + " is less than 1");
		}
		this.maximumFiles = maximumFiles;
		return this;
	}

	/**
	 * Open the log.
	 * @return the open log
	 * @throws IOException if the directory or a file can't be created
	 */
	public WireLog open() throws IOException {
		Instant now = Instant.now();
		try (Closer undo = new Closer()) {
			WireDirectory directory = (this.filed && (this.received || this.sent)) ? undo.add(directory()) : null;
			WireSink first = this.received ? sink(directory, now, ".rx.log") : null;
			if (first != null) {
				undo.add(first::remove);
			}
			WireSink second = null;
			if (this.sent) {
				second = (this.together && first != null) ? first : sink(directory, now, ".tx.log");
			}
			return undo.keep(new WireLog(first, second, directory));
		}
	}

	private WireDirectory directory() throws IOException {
		return this.temp ? WireDirectory.createTemporary(this.temporaryHeadDirectory, this.prefix)
				: WireDirectory.find(this.headDirectory, this.alternativeHeadDirectory, this.prefix);
	}

	private WireSink sink(@Nullable WireDirectory directory, Instant now, String ownSuffix) throws IOException {
		return (directory == null) ? new MemorySink(this.maximumSize) : new FileSink(directory.open(), this.name, now,
				this.together ? ".log" : ownSuffix, this.maximumSize, this.maximumFiles);
	}

}

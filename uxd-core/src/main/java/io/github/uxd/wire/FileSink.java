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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.io.Closer;

/**
 * Writes entries to a file named after the time, and to the next one when it is full.
 * Only files that it has made itself are ever read or removed; those that are kept are
 * held open.
 */
final class FileSink implements WireSink {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss_SSSSSS", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final OpenDirectory directory;

	private final String name;

	private final String suffix;

	private final long maximumSize;

	private final int maximumFiles;

	private final Deque<WireFile> files = new ArrayDeque<>();

	private boolean closed;

	/**
	 * Create a sink, and its first file.
	 * @param directory where the files are
	 * @param name how the names of the files begin
	 * @param now the time in the name of the first file
	 * @param suffix how they end
	 * @param maximumSize how many bytes a file may have; 0 for any number
	 * @param maximumFiles how many files to keep, if they are bounded
	 */
	FileSink(OpenDirectory directory, String name, Instant now, String suffix, long maximumSize, int maximumFiles)
			throws IOException {
		this.directory = directory;
		this.name = name;
		this.suffix = suffix;
		this.maximumSize = maximumSize;
		this.maximumFiles = maximumFiles;
		this.files.add(create(now));
	}

	@Override
	public synchronized void write(ByteBuffer entry) throws IOException {
		ensureOpen();
		WireFile file = this.files.getLast();
		if (!file.isOpen() || isFull(file, entry)) {
			file = rotate();
		}
		while (!file.write(entry)) {
			file = rotate();
		}
	}

	private void ensureOpen() throws IOException {
		if (this.closed) {
			throw new IOException("The wire log is closed");
		}
	}

	private boolean isFull(WireFile file, ByteBuffer entry) {
		return this.maximumSize > 0 && file.size() > 0 && file.size() + entry.remaining() > this.maximumSize;
	}

	private WireFile rotate() throws IOException {
		WireFile next = create(Instant.now());
		this.files.addLast(next);
		while (this.maximumSize > 0 && this.files.size() > this.maximumFiles) {
			this.files.removeFirst().remove();
		}
		return next;
	}

	private WireFile create(Instant now) throws IOException {
		Instant time = now;
		while (true) {
			try {
				return WireFile.create(this.directory, Path.of(this.name + "." + TIME.format(time) + this.suffix));
			}
			catch (FileAlreadyExistsException ex) {
				// Another log of this name was made in the same microsecond.
				time = time.plusNanos(1000);
			}
		}
	}

	@Override
	public synchronized byte[] read() throws IOException {
		ensureOpen();
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (WireFile file : this.files) {
			all.writeBytes(file.read());
		}
		return all.toByteArray();
	}

	@Override
	public synchronized void flush() throws IOException {
		ensureOpen();
		for (WireFile file : this.files) {
			file.flush();
		}
	}

	@Override
	public synchronized List<Path> files() {
		return this.files.stream().map(WireFile::path).toList();
	}

	@Override
	public synchronized void remove() throws IOException {
		this.closed = true;
		try (Closer all = new Closer()) {
			this.files.forEach((file) -> all.add(file::remove));
		}
	}

	@Override
	public synchronized void close() throws IOException {
		this.closed = true;
		try (Closer all = new Closer()) {
			this.files.forEach(all::add);
		}
	}

}

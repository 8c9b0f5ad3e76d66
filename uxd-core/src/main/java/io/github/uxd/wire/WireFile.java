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

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

import io.github.uxd.internal.file.KnownFile;
import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.io.Closer;

/**
 * One file of a log, held open from the instant that it is made: nobody can have it
 * replaced by another. An interrupt in the middle of an access closes it all the same;
 * then it is opened again, where nobody else can have put another in its place, and the
 * access repeated. Not thread-safe.
 */
final class WireFile implements Closeable {

	private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

	private final KnownFile file;

	private FileChannel channel;

	private long size;

	private boolean flushed = true;

	private WireFile(KnownFile file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Make a file.
	 * @throws FileAlreadyExistsException if something stands there
	 */
	static WireFile create(OpenDirectory directory, Path name) throws IOException {
		try (Closer unknown = new Closer()) {
			FileChannel channel = unknown.add(directory.createFile(name));
			KnownFile file = KnownFile.of(directory, name);
			if (file.key() == null) {
				throw new FileSystemException(file.path().toString(), null,
						"somebody has removed it as soon as it was made");
			}
			return unknown.keep(new WireFile(file, channel));
		}
	}

	Path path() {
		return this.file.path();
	}

	long size() {
		return this.size;
	}

	/**
	 * Return whether it can be written and read. It can't if an interrupt has closed it,
	 * and what has its name by now may be somebody else's.
	 */
	boolean isOpen() throws IOException {
		// Looking at the key before and after would not do where others may swap files:
		// they could do so in between, and back again.
		OpenDirectory directory = this.file.directory();
		if (!this.channel.isOpen() && directory.weaknesses().isEmpty() && this.file.isInDirectory()) {
			FileChannel opened = directory.openFile(this.file.name());
			if (this.file.isInDirectory()) {
				this.channel = opened;
			}
			else {
				opened.close();
			}
		}
		return this.channel.isOpen();
	}

	/**
	 * Write an entry at the end, whole or not at all.
	 * @return {@code false} if an interrupt has closed the file for good, and the entry
	 * isn't there
	 */
	boolean write(ByteBuffer entry) throws IOException {
		int length = entry.remaining();
		this.flushed = false;
		if (!uninterrupted(() -> write(entry.duplicate(), this.size))
				&& this.file.directory().sizeOf(this.file.name(), this.file.key()) != this.size + length) {
			return false;
		}
		this.size += length;
		return true;
	}

	private void write(ByteBuffer bytes, long start) throws IOException {
		try {
			long position = start;
			while (bytes.hasRemaining()) {
				position += this.channel.write(bytes, position);
			}
		}
		catch (ClosedByInterruptException ex) {
			throw ex;
		}
		catch (IOException ex) {
			// Of an entry that did not fit nothing stays.
			this.channel.truncate(start);
			throw ex;
		}
	}

	/**
	 * Read all of it.
	 * @return the bytes; none if an interrupt has closed the file for good
	 */
	byte[] read() throws IOException {
		if (this.size > LARGEST_ARRAY) {
			throw new IOException(path() + " is too large to be read at once: " + this.size + " bytes");
		}
		ByteBuffer all = ByteBuffer.allocate((int) this.size);
		boolean read = uninterrupted(() -> read(all.clear()));
		return Arrays.copyOf(all.array(), read ? all.position() : 0);
	}

	private void read(ByteBuffer all) throws IOException {
		int count = 0;
		while (all.hasRemaining() && count >= 0) {
			count = this.channel.read(all, all.position());
		}
	}

	/**
	 * Have the disk hold what was written since the last time.
	 */
	void flush() throws IOException {
		if (!this.flushed) {
			uninterrupted(() -> this.channel.force(true));
			this.flushed = true;
		}
	}

	/**
	 * Keep an interrupt from doing harm to an access to the file, whether it is pending
	 * or comes in the middle. The access is repeated then, from its beginning.
	 * @return {@code false} if an interrupt has closed the file for good
	 */
	private boolean uninterrupted(Access access) throws IOException {
		boolean interrupted = false;
		try {
			while (isOpen()) {
				interrupted |= Thread.interrupted();
				try {
					access.run();
					return true;
				}
				catch (ClosedByInterruptException ex) {
					interrupted = true;
				}
			}
			return false;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Remove the file, unless somebody else's has its name by now.
	 */
	void remove() throws IOException {
		try {
			// While it is open, no other file can have its key.
			this.file.removeIfInPlace();
		}
		finally {
			close();
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	/**
	 * Reads or writes the file.
	 */
	@FunctionalInterface
	private interface Access {

		void run() throws IOException;

	}

}

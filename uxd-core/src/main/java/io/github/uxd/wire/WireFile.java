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

import io.github.uxd.file.OpenDirectory;

/**
 * One file of a log, held open from the instant that it is made: nobody can have it
 * replaced by another. Not thread-safe.
 */
final class WireFile implements Closeable {

	private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

	private final OpenDirectory directory;

	private final Path name;

	private final Object key;

	private final FileChannel channel;

	private long size;

	private WireFile(OpenDirectory directory, Path name, Object key, FileChannel channel) {
		this.directory = directory;
		this.name = name;
		this.key = key;
		this.channel = channel;
	}

	/**
	 * Make a file.
	 * @throws FileAlreadyExistsException if something stands there
	 */
	static WireFile create(OpenDirectory directory, Path name) throws IOException {
		FileChannel channel = directory.createFile(name);
		boolean created = false;
		try {
			Object key = directory.keyOf(name);
			if (key == null) {
				throw new FileSystemException(directory.path().resolve(name).toString(), null,
						"somebody has removed it as soon as it was made");
			}
			created = true;
			return new WireFile(directory, name, key, channel);
		}
		finally {
			if (!created) {
				channel.close();
			}
		}
	}

	Path path() {
		return this.directory.path().resolve(this.name);
	}

	long size() {
		return this.size;
	}

	/**
	 * Return whether it can still be written and read. An interrupt in the very middle of
	 * that closes it.
	 */
	boolean isOpen() {
		return this.channel.isOpen();
	}

	/**
	 * Write an entry at the end, whole or not at all.
	 * @return {@code false} if an interrupt came in between, and the entry isn't there;
	 * then the file is closed
	 */
	boolean write(ByteBuffer entry) throws IOException {
		int length = entry.remaining();
		try {
			uninterrupted(() -> write(entry.duplicate(), this.size));
		}
		catch (ClosedByInterruptException ex) {
			if (this.directory.sizeOf(this.name, this.key) != this.size + length) {
				return false;
			}
		}
		catch (IOException ex) {
			// Of an entry that did not fit nothing stays.
			this.channel.truncate(this.size);
			throw ex;
		}
		this.size += length;
		return true;
	}

	private int write(ByteBuffer bytes, long start) throws IOException {
		long position = start;
		while (bytes.hasRemaining()) {
			position += this.channel.write(bytes, position);
		}
		return bytes.position();
	}

	/**
	 * Read all of it.
	 */
	byte[] read() throws IOException {
		if (this.size > LARGEST_ARRAY) {
			throw new IOException(path() + " is too large to be read at once: " + this.size + " bytes");
		}
		ByteBuffer all = ByteBuffer.allocate((int) this.size);
		int length = uninterrupted(() -> read(all));
		return Arrays.copyOf(all.array(), length);
	}

	private int read(ByteBuffer all) throws IOException {
		int count = 0;
		while (all.hasRemaining() && count >= 0) {
			count = this.channel.read(all, all.position());
		}
		return all.position();
	}

	void flush() throws IOException {
		uninterrupted(() -> {
			this.channel.force(true);
			return 0;
		});
	}

	/**
	 * Keep an interrupt that is pending from closing the file.
	 */
	private static int uninterrupted(Access access) throws IOException {
		boolean interrupted = Thread.interrupted();
		try {
			return access.run();
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
			this.directory.delete(this.name, this.key);
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

		int run() throws IOException;

	}

}

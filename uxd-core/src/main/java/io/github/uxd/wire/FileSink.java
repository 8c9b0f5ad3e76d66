package io.github.uxd.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Writes entries to a file named after the time, and to the next one when it is full.
 * Only files that it has made itself are ever removed.
 */
final class FileSink implements WireSink {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm-ss_SSSSSS", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final Path directory;

	private final String name;

	private final String suffix;

	private final long maximumSize;

	private final int maximumFiles;

	private final Deque<Path> files = new ArrayDeque<>();

	private @Nullable RandomAccessFile current;

	private long size;

	private boolean closed;

	/**
	 * Create a sink, and its first file.
	 * @param directory where the files are
	 * @param name how the names of the files begin
	 * @param now the time in the name of the first file
	 * @param suffix how they end
	 * @param maximumSize how many bytes a file may have; 0 for any number
	 * @param maximumFiles how many files to keep
	 */
	FileSink(Path directory, String name, Instant now, String suffix, long maximumSize, int maximumFiles)
			throws IOException {
		this.directory = directory;
		this.name = name;
		this.suffix = suffix;
		this.maximumSize = maximumSize;
		this.maximumFiles = maximumFiles;
		this.current = next(now);
	}

	@Override
	public synchronized void write(ByteBuffer entry) throws IOException {
		if (this.closed) {
			throw new IOException("The wire log is closed");
		}
		int length = entry.remaining();
		RandomAccessFile file = this.current;
		if (file == null || (this.maximumSize > 0 && this.size > 0 && this.size + length > this.maximumSize)) {
			file = rotate();
		}
		try {
			file.seek(this.size);
			file.write(entry.array(), entry.arrayOffset() + entry.position(), length);
			this.size += length;
		}
		catch (IOException ex) {
			// Of an entry that did not fit nothing stays.
			file.setLength(this.size);
			throw ex;
		}
	}

	private RandomAccessFile rotate() throws IOException {
		RandomAccessFile full = this.current;
		this.current = null;
		if (full != null) {
			full.close();
		}
		RandomAccessFile next = next(Instant.now());
		this.current = next;
		while (this.files.size() > this.maximumFiles) {
			Files.deleteIfExists(this.files.getFirst());
			this.files.removeFirst();
		}
		return next;
	}

	/**
	 * Make the next file. Not a channel, which an interrupt of the thread that writes
	 * would close.
	 */
	private RandomAccessFile next(Instant now) throws IOException {
		Instant time = now;
		while (true) {
			Path file = this.directory.resolve(this.name + "." + TIME.format(time) + this.suffix);
			try {
				Files.createFile(file,
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
				this.files.addLast(file);
				this.size = 0;
				return new RandomAccessFile(file.toFile(), "rw");
			}
			catch (FileAlreadyExistsException ex) {
				// Another log of this name was made in the same microsecond.
				time = time.plusNanos(1000);
			}
		}
	}

	@Override
	public synchronized byte[] read() throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (Path file : this.files) {
			all.writeBytes(Files.readAllBytes(file));
		}
		return all.toByteArray();
	}

	@Override
	public synchronized void flush() throws IOException {
		if (this.current != null) {
			this.current.getFD().sync();
		}
	}

	@Override
	public synchronized List<Path> files() {
		return List.copyOf(this.files);
	}

	@Override
	public synchronized void close() throws IOException {
		this.closed = true;
		if (this.current != null) {
			this.current.close();
		}
	}

}

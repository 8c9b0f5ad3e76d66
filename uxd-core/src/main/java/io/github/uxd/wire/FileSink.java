package io.github.uxd.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

	private @Nullable FileChannel channel;

	private long size;

	private boolean closed;

	/**
	 * Create a sink, and its first file.
	 * @param directory where the files are
	 * @param name how the names of the files begin
	 * @param suffix how they end
	 * @param maximumSize how many bytes a file may have; 0 for any number
	 * @param maximumFiles how many files to keep
	 */
	FileSink(Path directory, String name, String suffix, long maximumSize, int maximumFiles) throws IOException {
		this.directory = directory;
		this.name = name;
		this.suffix = suffix;
		this.maximumSize = maximumSize;
		this.maximumFiles = maximumFiles;
		this.channel = next();
	}

	@Override
	public synchronized void write(ByteBuffer entry) throws IOException {
		if (this.closed) {
			throw new IOException("The wire log is closed");
		}
		int length = entry.remaining();
		FileChannel current = this.channel;
		if (current == null || (this.maximumSize > 0 && this.size > 0 && this.size + length > this.maximumSize)) {
			current = rotate();
		}
		try {
			long position = this.size;
			while (entry.hasRemaining()) {
				position += current.write(entry, position);
			}
			this.size = position;
		}
		catch (IOException ex) {
			// Of an entry that did not fit nothing stays.
			current.truncate(this.size);
			throw ex;
		}
	}

	private FileChannel rotate() throws IOException {
		FileChannel full = this.channel;
		this.channel = null;
		if (full != null) {
			full.close();
		}
		FileChannel next = next();
		this.channel = next;
		while (this.files.size() > this.maximumFiles) {
			Files.deleteIfExists(this.files.getFirst());
			this.files.removeFirst();
		}
		return next;
	}

	private FileChannel next() throws IOException {
		Instant time = Instant.now();
		while (true) {
			Path file = this.directory.resolve(this.name + "." + TIME.format(time) + this.suffix);
			try {
				FileChannel next = FileChannel.open(file,
						Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
				this.files.addLast(file);
				this.size = 0;
				return next;
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
		if (this.channel != null) {
			this.channel.force(false);
		}
	}

	@Override
	public synchronized List<Path> files() {
		return List.copyOf(this.files);
	}

	@Override
	public synchronized void close() throws IOException {
		this.closed = true;
		if (this.channel != null) {
			this.channel.close();
		}
	}

}

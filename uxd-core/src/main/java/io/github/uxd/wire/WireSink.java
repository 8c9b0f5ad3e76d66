package io.github.uxd.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Where entries go. Thread-safe.
 */
interface WireSink extends Closeable {

	/**
	 * Write an entry, whole or not at all.
	 */
	void write(ByteBuffer entry) throws IOException;

	/**
	 * Return what is kept, oldest first.
	 */
	byte[] read() throws IOException;

	void flush() throws IOException;

	List<Path> files();

	/**
	 * Close, and remove the files.
	 */
	void remove() throws IOException;

}

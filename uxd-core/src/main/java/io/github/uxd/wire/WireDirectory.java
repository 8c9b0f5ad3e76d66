package io.github.uxd.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.slf4j.LoggerFactory;

/**
 * The directory that holds the files of a log.
 *
 * @param path where it is
 * @param temporary whether it is the log's own, to be removed with it
 */
record WireDirectory(Path path, boolean temporary) {

	private static final String NAME = "wirelogs";

	/**
	 * Use the directory below the head directory, or else the one below the alternative.
	 */
	static WireDirectory find(Path head, Path alternative, String prefix) throws IOException {
		Path directory = head.resolve(prefix).resolve(NAME).toAbsolutePath().normalize();
		try {
			Files.createDirectories(directory);
			if (Files.isReadable(directory) && Files.isWritable(directory)) {
				return new WireDirectory(directory, false);
			}
		}
		catch (IOException ex) {
			LoggerFactory.getLogger(WireLog.class).debug("{} can't be created", directory, ex);
		}
		Path other = alternative.resolve("." + prefix).resolve(NAME).toAbsolutePath().normalize();
		return new WireDirectory(Files.createDirectories(other), false);
	}

	/**
	 * Make a new directory below the one for temporary files.
	 */
	static WireDirectory createTemporary(Path temporary, String prefix) throws IOException {
		Path parent = Files.createDirectories(temporary.resolve(prefix).resolve(NAME));
		Path random = Files.createTempDirectory(parent, "test_");
		return new WireDirectory(Files.move(random, random.resolveSibling(random.getFileName() + "_temp")), true);
	}

	/**
	 * Remove a temporary directory with the log's files; what else is in it stays, and so
	 * does the directory then.
	 */
	void close(List<Path> files) throws IOException {
		if (this.temporary) {
			for (Path file : files) {
				Files.deleteIfExists(file);
			}
			Files.deleteIfExists(this.path);
		}
	}

}

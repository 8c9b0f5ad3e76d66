package io.github.uxd.internal.file;

/**
 * What can stand at a path.
 */
public enum FileKind {

	/**
	 * A Unix-domain socket, of any type, whether somebody listens on it or not.
	 */
	SOCKET("a socket"),

	/**
	 * A regular file.
	 */
	REGULAR_FILE("a regular file"),

	/**
	 * A directory.
	 */
	DIRECTORY("a directory"),

	/**
	 * A symbolic link, to whatever.
	 */
	SYMBOLIC_LINK("a symbolic link"),

	/**
	 * A named pipe.
	 */
	FIFO("a named pipe"),

	/**
	 * A block or character device.
	 */
	DEVICE("a device");

	private static final int TYPE_MASK = 0170000;

	private final String description;

	FileKind(String description) {
		this.description = description;
	}

	/**
	 * Tell the kind by the file type in {@code st_mode} of {@code stat(2)}.
	 */
	static FileKind ofMode(int mode) {
		return switch (mode & TYPE_MASK) {
			case 0140000 -> SOCKET;
			case 0120000 -> SYMBOLIC_LINK;
			case 0100000 -> REGULAR_FILE;
			case 0040000 -> DIRECTORY;
			case 0010000 -> FIFO;
			default -> DEVICE;
		};
	}

	/**
	 * Return what messages call it.
	 * @return a noun with its article
	 */
	@Override
	public String toString() {
		return this.description;
	}

}

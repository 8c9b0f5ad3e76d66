package io.github.uxd.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code lstat(2)} tells of a file; symbolic links are not followed.
 *
 * @param mode its type and permission bits ({@code st_mode})
 * @param owner the user that owns it ({@code st_uid})
 */
record FileStatus(int mode, int owner) {

	static FileStatus of(Path path) throws IOException {
		Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
		return new FileStatus(number(attributes, "mode"), number(attributes, "uid"));
	}

	private static int number(Map<String, Object> attributes, String name) {
		Object value = attributes.get(name);
		if (value instanceof Number number) {
			return number.intValue();
		}
		throw new IllegalStateException("The file system has no attribute unix:" + name);
	}

}

package io.github.uxd.internal.file;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Permission bits as the JDK wants them.
 */
final class FilePermissions {

	private FilePermissions() {
	}

	/**
	 * Return the permissions that bits stand for.
	 * @param mode the bits; those above 0777 are left out
	 * @return the permissions
	 */
	static Set<PosixFilePermission> of(int mode) {
		Set<PosixFilePermission> permissions = EnumSet.allOf(PosixFilePermission.class);
		// Declared in the order of their bits, from 0400 to 0001.
		permissions.removeIf((permission) -> (mode & (0400 >> permission.ordinal())) == 0);
		return permissions;
	}

}

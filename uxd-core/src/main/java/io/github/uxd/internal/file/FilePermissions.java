package io.github.uxd.internal.file;

import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Permission bits as the JDK wants them.
 */
final class FilePermissions {

	/**
	 * In the order of their bits, from 0001 to 0400.
	 */
	private static final PosixFilePermission[] BY_BIT = { PosixFilePermission.OTHERS_EXECUTE,
			PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
			PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OWNER_EXECUTE,
			PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ };

	private FilePermissions() {
	}

	/**
	 * Return the permissions that bits stand for.
	 * @param mode the bits; those above 0777 are left out
	 * @return the permissions
	 */
	static Set<PosixFilePermission> of(int mode) {
		Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
		for (int bit = 0; bit < BY_BIT.length; bit++) {
			if ((mode & (1 << bit)) != 0) {
				permissions.add(BY_BIT[bit]);
			}
		}
		return permissions;
	}

}

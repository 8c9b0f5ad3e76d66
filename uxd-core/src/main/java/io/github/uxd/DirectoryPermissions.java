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
package io.github.uxd;

import org.jspecify.annotations.Nullable;

/**
 * The mode of the directories that a peer creates for itself: those of its base, those
 * above an explicit path, those in a temporary directory. Directories that exist, and
 * those shared by all peers, are not concerned. Immutable.
 */
public final class DirectoryPermissions {

	/**
	 * Mode 0700: nobody but the owner passes through.
	 */
	public static final DirectoryPermissions OWNER_ONLY = new DirectoryPermissions(0700);

	private static final int MAXIMUM = 07777;

	private final int mode;

	private DirectoryPermissions(int mode) {
		this.mode = mode;
	}

	/**
	 * Read permissions from octal text.
	 * @param octal octal digits with or without a leading {@code 0} or {@code 0o}, from
	 * {@code "0"} to {@code "07777"}
	 * @return the permissions
	 * @throws IllegalArgumentException if the text is no such number
	 */
	public static DirectoryPermissions of(String octal) {
		return new DirectoryPermissions(Octal.parse("permissions", octal, MAXIMUM, "0700"));
	}

	/**
	 * Return the mode.
	 * @return the permission bits with set-id and sticky bits, 0 to 07777 (octal)
	 */
	public int mode() {
		return this.mode;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DirectoryPermissions permissions && permissions.mode == this.mode;
	}

	@Override
	public int hashCode() {
		return this.mode;
	}

	/**
	 * Return the permissions as octal text.
	 * @return at least four octal digits, such as {@code "0700"}
	 */
	@Override
	public String toString() {
		return Octal.format(this.mode);
	}

}

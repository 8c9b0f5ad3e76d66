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

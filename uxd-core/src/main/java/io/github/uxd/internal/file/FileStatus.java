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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one {@code lstat(2)} tells of a file; symbolic links are not followed.
 *
 * @param mode its type and permission bits ({@code st_mode})
 * @param owner the user that owns it ({@code st_uid})
 * @param group the group that it belongs to ({@code st_gid})
 * @param links how many names it has ({@code st_nlink})
 * @param key what tells it from any other file that is there at the same time: its device
 * and inode
 */
public record FileStatus(int mode, int owner, int group, int links, Object key) {

	private static final Logger LOG = LoggerFactory.getLogger(FileStatus.class);

	private static final int PERMISSIONS = 07777;

	private static final int WRITABLE_BY_OTHERS = 0022;

	private static final int SEARCHABLE_BY_OTHERS = 0011;

	private static final int STICKY = 01000;

	/**
	 * Look at what stands at a path.
	 * @param path the path
	 * @return the status, or {@code null} if nothing stands there
	 * @throws IOException if the path can't be looked at, because a directory on the way
	 * may not be searched for example
	 */
	public static @Nullable FileStatus of(Path path) throws IOException {
		try {
			Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,uid,gid,nlink,fileKey",
					LinkOption.NOFOLLOW_LINKS);
			return new FileStatus(number(attributes, "mode"), number(attributes, "uid"), number(attributes, "gid"),
					number(attributes, "nlink"), Objects.requireNonNull(attributes.get("fileKey")));
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private static int number(Map<String, Object> attributes, String name) {
		return ((Number) Objects.requireNonNull(attributes.get(name))).intValue();
	}

	/**
	 * Return what the file is.
	 * @return its kind
	 */
	public FileKind kind() {
		return FileKind.ofMode(this.mode);
	}

	/**
	 * Return the permission bits, with those for set-id and the sticky one.
	 * @return the bits, 0 to 07777
	 */
	public int permissions() {
		return this.mode & PERMISSIONS;
	}

	/**
	 * Return whether the file is ours.
	 * @return {@code true} if the user of this process owns it
	 * @throws IOException if that user can't be found out
	 */
	public boolean isOurs() throws IOException {
		return this.owner == ProcessUser.id();
	}

	/**
	 * Return whether the file has the group that new files of this process get.
	 * @return {@code true} if it has; {@code false} also where that can't be found out
	 */
	public boolean hasGroupOfProcess() {
		try {
			return this.group == ProcessUser.group();
		}
		catch (IOException ex) {
			LOG.debug("The group of the process can't be found out", ex);
			return false;
		}
	}

	/**
	 * Return whether somebody other than us and root owns the file.
	 * @return {@code true} if so
	 * @throws IOException if our user can't be found out
	 */
	public boolean isForeign() throws IOException {
		return this.owner != ProcessUser.ROOT && !isOurs();
	}

	/**
	 * Say whom the file belongs to and lets in, and who we are.
	 * @return the rest of a sentence that begins with what the file is
	 * @throws IOException if our user can't be found out
	 */
	public String rights() throws IOException {
		return String.format(Locale.ROOT, "belongs to the user %s and has the mode %04o; this process has the user %s",
				Integer.toUnsignedString(this.owner), permissions(), Integer.toUnsignedString(ProcessUser.id()));
	}

	/**
	 * Return whether others may put any file in the place of one of this directory.
	 */
	boolean isReplaceableByOthers() {
		return (this.mode & WRITABLE_BY_OTHERS) != 0 && (this.mode & STICKY) == 0;
	}

	/**
	 * Return whether others than the owner may pass through this directory.
	 */
	boolean isSearchableByOthers() {
		return (this.mode & SEARCHABLE_BY_OTHERS) != 0;
	}

}

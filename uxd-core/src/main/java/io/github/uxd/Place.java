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

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.github.uxd.internal.file.FileStatus;
import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.file.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a socket is, and what was found there at the first opening: it stays like that
 * when the socket is opened again. A temporary directory ends with it.
 */
final class Place extends Shared {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	/**
	 * How far the permissions of the group are from those of others, in bits.
	 */
	private static final int GROUP = 3;

	private static final int ALL = 07;

	private static final int TO_PASS_OR_REPLACE = 03;

	private final Path path;

	private final @Nullable Path shared;

	private final @Nullable TemporaryDirectory temporary;

	private volatile Map<Path, FileStatus> first = Map.of();

	/**
	 * Create a place.
	 * @param path the path of the socket file
	 * @param shared the directory down to which directories are shared with other peers,
	 * or {@code null} if all that are missing are the peer's own
	 * @param temporary the temporary directory that goes with it, or {@code null}
	 */
	Place(Path path, @Nullable Path shared, @Nullable TemporaryDirectory temporary) {
		this.path = path;
		this.shared = shared;
		this.temporary = temporary;
	}

	Path path() {
		return this.path;
	}

	Path parent() {
		Path parent = this.path.getParent();
		if (parent == null) {
			throw new IllegalStateException(this.path + " is no path of a file");
		}
		return parent;
	}

	boolean isTemporary() {
		return this.temporary != null;
	}

	/**
	 * Return whether a directory on the way is shared with other peers.
	 */
	boolean isShared(Path directory) {
		return this.shared != null && this.shared.startsWith(directory);
	}

	/**
	 * Return what a directory on the way was at first.
	 * @return its status, or {@code null} if there was no such directory
	 */
	@Nullable FileStatus first(Path directory) {
		return this.first.get(directory);
	}

	/**
	 * Take note of what was found on the way.
	 */
	void found(OpenDirectory directory) {
		this.first = directory.way();
	}

	/**
	 * Say why directories that have come into the place of the first ones are not to be
	 * used: whoever made them could let in whom the first ones kept out.
	 * @return a sentence, or {@code null} if they let in nobody else
	 */
	@Nullable String problemWith(OpenDirectory directory) throws IOException {
		for (Map.Entry<Path, FileStatus> entry : directory.way().entrySet()) {
			FileStatus before = this.first.get(entry.getKey());
			FileStatus now = entry.getValue();
			if (before != null && !before.key().equals(now.key())) {
				String problem = problemWith(before, now, entry.getKey().equals(parent()) ? ALL : TO_PASS_OR_REPLACE);
				if (problem != null) {
					return entry.getKey() + " is another directory than before, and " + problem;
				}
			}
		}
		return null;
	}

	/**
	 * Compare a directory with the one before.
	 * @param bits the permissions, of one class of users, that matter
	 */
	private static @Nullable String problemWith(FileStatus before, FileStatus now, int bits) throws IOException {
		if (now.isForeign() && now.owner() != before.owner()) {
			return "belongs to another user (uid " + now.owner() + ")";
		}
		int others = bits & now.permissions() & ~before.permissions();
		int group = bits & (now.permissions() >> GROUP)
				& ~((now.group() == before.group()) ? before.permissions() >> GROUP : before.permissions());
		return (others != 0 || group != 0) ? "lets in more: its mode is " + Octal.format(now.permissions()) + " (gid "
				+ now.group() + "), and was " + Octal.format(before.permissions()) + " (gid " + before.group() + ")"
				: null;
	}

	/**
	 * Make the temporary directory anew, if there is one and somebody has removed it.
	 */
	void restore() throws PeerOpenException {
		try {
			if (this.temporary != null) {
				this.temporary.restore();
			}
		}
		catch (IOException ex) {
			throw PeerOpenException
				.denied("The temporary directory of the socket file " + this.path + " can't be made anew: " + ex, ex);
		}
	}

	@Override
	void end() {
		if (this.temporary == null) {
			return;
		}
		try {
			this.temporary.remove(parent());
		}
		catch (IOException ex) {
			LOG.warn("The temporary directory can't be removed: {}", this.temporary.path(), ex);
		}
	}

}

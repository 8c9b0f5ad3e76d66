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

import io.github.uxd.internal.file.FileStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an open socket, as far as it is the peer's to tend.
 */
abstract class SocketFile {

	private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

	private final Path path;

	private final @Nullable Object key;

	/**
	 * Create a file.
	 * @param path the path by which senders find it
	 * @param key its device and inode, or {@code null} if it was gone before it could be
	 * looked at
	 */
	SocketFile(Path path, @Nullable Object key) {
		this.path = path;
		this.key = key;
	}

	final Path path() {
		return this.path;
	}

	/**
	 * Look what has become of the file.
	 */
	SocketFileState state() {
		try {
			FileStatus status = FileStatus.of(this.path);
			if (status == null) {
				return SocketFileState.MISSING;
			}
			return status.key().equals(this.key) ? SocketFileState.IN_PLACE : SocketFileState.TAKEN;
		}
		catch (IOException ex) {
			LOG.debug("Can't look at {}", this.path, ex);
			return SocketFileState.MISSING;
		}
	}

	/**
	 * Return the peer's right to have a socket there.
	 * @return the seat, or {@code null} if the file isn't the peer's
	 */
	abstract @Nullable Seat seat();

	/**
	 * Remove the file, if it is the peer's, unless somebody else's stands there by now,
	 * so that another peer may open at the path. Done while the socket is open, since
	 * then no other file can have its inode number.
	 */
	abstract void remove();

	/**
	 * Take note that the path is another socket's from now on.
	 */
	abstract void handOver();

	/**
	 * Let go of it, once the socket is closed.
	 */
	abstract void letGo();

}

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

import java.nio.file.Path;

import io.github.uxd.internal.systemd.PassedSocket;
import org.jspecify.annotations.Nullable;

/**
 * The file of a socket that systemd has made: it is not the peer's to remove, or to make
 * anew.
 */
final class PassedFile extends SocketFile {

	private final PassedSocket socket;

	private final boolean hidden;

	/**
	 * Create a file.
	 * @param socket the socket, which the caller has taken; given back with the file
	 */
	PassedFile(Path path, @Nullable Object key, PassedSocket socket) {
		this(path, key, socket, false);
	}

	private PassedFile(Path path, @Nullable Object key, PassedSocket socket, boolean hidden) {
		super(path, key);
		this.socket = socket;
		this.hidden = hidden;
	}

	/**
	 * Create a file that can't be looked at, and is taken to be where it was made.
	 */
	static PassedFile hidden(Path path, PassedSocket socket) {
		return new PassedFile(path, null, socket, true);
	}

	@Override
	SocketFileState state() {
		return this.hidden ? SocketFileState.IN_PLACE : super.state();
	}

	@Override
	@Nullable Seat seat() {
		return null;
	}

	@Override
	void remove() {
		// systemd does, if it is told to (RemoveOnStop=).
	}

	@Override
	void handOver() {
		throw new IllegalStateException("Another socket can't take the place of systemd's at " + path());
	}

	@Override
	void letGo() {
		this.socket.giveBack();
	}

}

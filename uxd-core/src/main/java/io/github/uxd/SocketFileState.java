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

/**
 * What has become of a peer's socket file.
 */
public enum SocketFileState {

	/**
	 * It stands at its path, and senders find the peer.
	 */
	IN_PLACE,

	/**
	 * Somebody has removed it, a cleaner of temporary files say. {@link Peer#heal()}
	 * makes it anew.
	 */
	MISSING,

	/**
	 * Something else stands at the path, and it isn't fought over.
	 */
	TAKEN,

	/**
	 * The peer is closed, or has removed the file itself to close soon.
	 */
	ABSENT

}

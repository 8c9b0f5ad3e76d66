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
package io.github.uxd.bridge.inbound;

/**
 * Names of the headers that a datagram has as a record. The values are text in UTF-8.
 */
public final class BridgeHeaders {

	/**
	 * What tells this datagram from every other, in all processes: that of the process,
	 * which is new at each start, a hyphen, and the number of the datagram there. Records
	 * with the same are the same datagram.
	 */
	public static final String ID = "uxd_id";

	/**
	 * Id of the peer that received it.
	 */
	public static final String PEER = "uxd_peer";

	/**
	 * Address of the sender, as {@code UxdAddress.parse} takes it. Missing if the
	 * sender's socket isn't bound.
	 */
	public static final String SOURCE = "uxd_source";

	/**
	 * Number of the process that sent it. This and the next two are missing unless the
	 * peer asks for credentials.
	 */
	public static final String PID = "uxd_pid";

	/**
	 * Number of the user who sent it.
	 */
	public static final String UID = "uxd_uid";

	/**
	 * Number of that user's group.
	 */
	public static final String GID = "uxd_gid";

	/**
	 * When it was received, such as {@code 2026-01-01T00:00:00.000001Z}.
	 */
	public static final String RECEIVED = "uxd_received";

	private BridgeHeaders() {
	}

}

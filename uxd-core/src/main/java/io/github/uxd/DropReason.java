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
 * Why a datagram that was received is not delivered.
 */
public enum DropReason {

	/**
	 * It is larger than the peer's buffer, so a part of it is lost.
	 */
	OVERSIZE,

	/**
	 * It was in the queue, unread, when the peer closed, or when the time for its last
	 * datagrams was up.
	 */
	CLOSED,

	/**
	 * The user who sent it is not among those
	 * {@linkplain PeerBuilder#allowedUsers(java.util.Collection) allowed} to.
	 */
	NOT_ALLOWED

}

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
 * Where a peer's socket comes from: whether systemd makes and keeps it
 * (systemd.socket(5), sd_listen_fds(3)).
 * <p>
 * A socket that systemd passes is systemd's. Nothing is bound, set, healed or removed
 * then, and what waits in the socket's queue outlives the peer and the process, however
 * that ends: a stop leaves it to the next one.
 */
public enum Activation {

	/**
	 * The peer binds a socket of its own.
	 */
	NONE,

	/**
	 * The peer takes the socket that systemd has passed for it, if there is one, and else
	 * binds one of its own. A temporary peer always does that.
	 */
	AUTO,

	/**
	 * The peer takes the socket that systemd has passed for it, and doesn't open if there
	 * is none.
	 */
	SYSTEMD

}

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
 * The process that sent a datagram, as the kernel vouches for it ({@code SO_PASSCRED},
 * unix(7)). The numbers are those of the receiver's namespaces; a user that it has no
 * number for shows as the overflow number (65534), a process as 0. It is the real user
 * and group that count, not the effective ones; a sender may tell its effective or saved
 * ones instead, and a privileged one, root say, any.
 *
 * @param pid the number of the process; it may have ended, and its number be another's
 * @param uid the number of its user, 0 to 4,294,967,295
 * @param gid the number of its group, 0 to 4,294,967,295
 */
public record SenderCredentials(int pid, long uid, long gid) {

	@Override
	public String toString() {
		return "process " + this.pid + " of user " + this.uid;
	}

}

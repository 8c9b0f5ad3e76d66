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
package io.github.uxd.internal.systemd;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A socket that whoever started this process has passed to it. It is open as long as the
 * process is.
 *
 * @param descriptor the number of its descriptor
 * @param name the name it was passed by, {@code unknown} if it has none
 */
public record PassedSocket(int descriptor, String name) {

	private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

	/**
	 * Take the socket: two who receive from one queue would tear the order of its
	 * datagrams. Any thread may.
	 * @return {@code false} if somebody else in this process has it
	 */
	public boolean take() {
		return TAKEN.add(this.descriptor);
	}

	/**
	 * Let others take the socket. Only who has taken it may.
	 */
	public void giveBack() {
		TAKEN.remove(this.descriptor);
	}

}

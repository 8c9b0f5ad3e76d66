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
package io.github.uxd.internal.transport;

/**
 * The lanes of a socket: as many threads as there are can send at the same time.
 */
final class SendLanes {

	/**
	 * A power of two.
	 */
	private static final int COUNT = 8;

	private final SendLane[] lanes = new SendLane[COUNT];

	/**
	 * Create the lanes.
	 * @param socket the socket, which stays its owner's
	 */
	SendLanes(NativeSocket socket) {
		for (int i = 0; i < COUNT; i++) {
			this.lanes[i] = new SendLane(socket);
		}
	}

	/**
	 * Take a lane that nobody uses, or else wait for one.
	 * @return the lane, whose lock the caller holds
	 */
	SendLane lock() {
		int start = (int) Thread.currentThread().getId();
		for (int i = 0; i < COUNT; i++) {
			SendLane lane = this.lanes[(start + i) & (COUNT - 1)];
			if (lane.lock().tryLock()) {
				return lane;
			}
		}
		SendLane lane = this.lanes[start & (COUNT - 1)];
		lane.lock().lock();
		return lane;
	}

	/**
	 * Wait until each send that has begun has ended.
	 */
	void await() {
		for (SendLane lane : this.lanes) {
			lane.lock().lock();
			lane.lock().unlock();
		}
	}

}

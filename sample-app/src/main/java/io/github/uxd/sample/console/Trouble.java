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
package io.github.uxd.sample.console;

import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.text.OneLine;

/**
 * What went wrong with a datagram that is shown.
 *
 * @param id the number of the datagram
 * @param kind what has failed
 * @param listener which one has failed
 * @param attempts how often it was called
 * @param causedBySender whether it is the sender's fault
 * @param message what the exception is and says, escaped and cut
 */
record Trouble(long id, Kind kind, String listener, int attempts, boolean causedBySender, String message) {

	static Trouble of(long id, HandlingFailure failure) {
		return new Trouble(id, failure.getKind(), failure.getListenerId(), failure.getAttempts(),
				failure.isCausedBySender(), OneLine.of(failure.getCause()));
	}

}

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
package io.github.uxd.internal.spring.messaging;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an answer needs to know of the datagram that it answers. The datagram itself is
 * not kept until the answer is there or sent: senders that never read would fill the heap
 * with what they have sent.
 *
 * @param length the number of its bytes
 * @param source where it came from, or {@code null} if that can't be answered
 * @param credentials who sent it, or {@code null} if that was not asked for
 */
record Asked(int length, @Nullable UxdAddress source, @Nullable SenderCredentials credentials) {

	static Asked by(Datagram datagram) {
		return new Asked(datagram.length(), datagram.source(), datagram.credentials());
	}

	static Asked by(DatagramView datagram) {
		return new Asked(datagram.length(), datagram.source(), datagram.credentials());
	}

	@Override
	public String toString() {
		String text = this.length + " bytes from " + ((this.source != null) ? this.source : "an unknown address");
		return (this.credentials != null) ? text + " (" + this.credentials + ")" : text;
	}

}

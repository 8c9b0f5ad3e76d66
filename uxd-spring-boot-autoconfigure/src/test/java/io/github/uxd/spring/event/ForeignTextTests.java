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
package io.github.uxd.spring.event;

import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.HandlingFailure.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignTextTests {

	private static final String HOSTILE = "a\n\u001b[31m\u202e\u200b\u009b";

	private final Peer peer = Peer.builder().name("n").build();

	@Test
	void nothingThatIsPrintedHasWhatATerminalObeys() {
		Datagram datagram = Datagram.of(new byte[3], UxdAddress.of("/" + HOSTILE), new SenderCredentials(1, 2, 3));
		IllegalStateException failure = new IllegalStateException(HOSTILE);
		List<Object> printed = List.of(datagram, new DatagramReceivedEvent(this.peer, "n", datagram),
				new PeerFailedEvent(this.peer, "n", failure),
				new HandlingFailure(failure, datagram, this.peer, "n", Kind.LISTENER, "l", 1, false));
		assertThat(printed)
			.allSatisfy((object) -> assertThat(object.toString()).contains("a\\u000a\\u001b[31m\\u202e\\u200b\\u009b")
				.doesNotContain("\n", "\u001b", "\u202e", "\u200b", "\u009b"));
	}

}

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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A neighbour who puts a socket of his own in the place of the peer's: the peer never
 * takes that for its own.
 */
@Timeout(300)
class IdentityAttackTests extends NextToANeighbourOnEachTransport {

	@Test
	void aSocketThatIsPutInItsPlaceIsNotTakenForItsOwn() throws Exception {
		attack("arm", attempts(300), "socket file replaced once");
	}

	/**
	 * By hand only: whoever can do no better than to look several times is deceived now
	 * and then.
	 */
	@Test
	void aSocketThatIsExchangedOverAndOverIsNotTakenForItsOwn() throws Exception {
		assumeTrue(Integer.getInteger("test.uxd.attempts") != null, "the number of attempts is given");
		attack("waver", attempts(0), "socket file exchanged over and over");
	}

	/**
	 * A file of ours behind a link in the place of the socket file keeps its mode. On
	 * junixsocket that can't be promised where others may write to the directory, and the
	 * application is warned: the library sets a mode of 0666 by path at the end of its
	 * bind, and Java has no way but a path to set another.
	 */
	@Test
	void aLinkThatIsPutInItsPlaceIsNotFollowed() throws Exception {
		int attempts = attempts(500);
		int struck = 0;
		int changed = 0;
		int mode = mode(this.secret);
		Path path = this.open.resolve("socket");
		Peer peer = peer().path(path).umask(Umask.of("077")).build();
		try (Neighbour neighbour = Neighbour.start("swap", this.open, path.getFileName(), "lure", this.secret)) {
			for (int i = 0; i < attempts; i++) {
				clear();
				assertThat(neighbour.ask("arm")).startsWith("armed");
				openIfItCan(peer);
				peer.close();
				struck += (neighbour.count("report") > 0) ? 1 : 0;
				int now = mode(this.secret);
				if (now != mode) {
					changed++;
					Files.setAttribute(this.secret, "unix:mode", 0600);
				}
			}
		}
		report("socket file swapped for a link to a file: %d opens, swapped in %d, mode of root's changed in %d",
				attempts, struck, changed);
		if (this.transport == TransportType.NATIVE) {
			assertThat(changed).isZero();
		}
		assertThat(this.secret).hasContent("secret");
	}

	/**
	 * Open again and again while the neighbour puts his socket in the place of ours. He
	 * has stopped when the state is asked for, and his socket is there then: so it is no
	 * matter when he did it.
	 */
	private void attack(String command, int attempts, String what) throws Exception {
		int struck = 0;
		int opened = 0;
		int deceived = 0;
		Path path = this.open.resolve("socket");
		Peer peer = peer().path(path).umask(Umask.of("0")).build();
		try (Neighbour neighbour = Neighbour.start("impostor", this.open, path.getFileName())) {
			for (int i = 0; i < attempts; i++) {
				clear();
				assertThat(neighbour.ask(command)).startsWith("armed");
				openIfItCan(peer);
				boolean strikes = neighbour.count("report") > 0;
				struck += strikes ? 1 : 0;
				if (strikes && peer.isOpen()) {
					opened++;
					boolean believes = peer.socketFileState() == SocketFileState.IN_PLACE;
					boolean arrives = arrivesAtNeighbour(neighbour, "datagram " + i, path);
					believes &= peer.socketFileState() == SocketFileState.IN_PLACE;
					deceived += (believes && arrives) ? 1 : 0;
				}
				peer.close();
			}
		}
		report("%s: %d opens, replaced in %d, of which the peer opened in %d and took the neighbour's for its own in %d",
				what, attempts, struck, opened, deceived);
		assertThat(deceived).isZero();
	}

	private static boolean arrivesAtNeighbour(Neighbour neighbour, String text, Path path) throws Exception {
		try {
			ForeignSockets.sendUnbound(text, UxdAddress.of(path));
		}
		catch (IOException ex) {
			// Nobody is there: neither he nor we.
			return false;
		}
		// He may have been sent something before.
		String answer = neighbour.ask("ask");
		while (!answer.equals("got nothing") && !answer.equals("got " + text)) {
			answer = neighbour.ask("ask");
		}
		return answer.equals("got " + text);
	}

}

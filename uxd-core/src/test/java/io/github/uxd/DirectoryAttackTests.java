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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a neighbour puts on the way to the socket file: a mode that is meant for the
 * peer's own directory never comes to another, and nothing is made through a link of
 * somebody else.
 */
@Timeout(300)
class DirectoryAttackTests extends NextToANeighbour {

	private static final int PERMISSIONS = 07777;

	@Test
	void aNewDirectoryThatIsSwappedForALinkToADirectory() throws Exception {
		int mode = mode(this.precious);
		swapped("a link to a directory", this.precious, mode, this.precious);
	}

	@Test
	void aNewDirectoryThatIsSwappedForALinkToAFile() throws Exception {
		int mode = mode(this.secret);
		swapped("a link to a file", this.secret, mode, this.secret);
	}

	@Test
	void aNewDirectoryThatIsSwappedForAnotherOfOurs() throws Exception {
		// It stands where the neighbour may rename it, and is not empty.
		swapped("another directory", this.open.resolve("lure"), 0040700);
	}

	/**
	 * Open again and again in a directory that is to be made, while the neighbour swaps
	 * that.
	 * @param what what it is swapped for
	 * @param victim the path of what must keep its mode
	 * @param mode its mode
	 * @param target where the neighbour's link leads, if there is one
	 */
	private void swapped(String what, Path victim, int mode, Object... target) throws Exception {
		int attempts = attempts(300);
		int struck = 0;
		int changed = 0;
		Path made = this.open.resolve("new");
		Peer peer = peer().path(made.resolve("socket")).permissions(DirectoryPermissions.of("0777")).build();
		Object[] arguments = { made.getFileName(), "lure", (target.length > 0) ? target[0] : "" };
		try (Neighbour neighbour = (target.length > 0) ? Neighbour.start("swap", this.open, arguments)
				: Neighbour.start("swap", this.open, made.getFileName(), "lure")) {
			for (int i = 0; i < attempts; i++) {
				clear();
				if (target.length == 0) {
					Files.createDirectory(victim,
							PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
					Files.createFile(victim.resolve("file"));
				}
				assertThat(neighbour.ask("arm")).startsWith("armed");
				openIfItCan(peer);
				peer.close();
				boolean strikes = neighbour.count("report") > 0;
				struck += strikes ? 1 : 0;
				// A directory that was swapped stands in the other's place.
				Path now = (target.length == 0 && strikes) ? made : victim;
				if (mode(now) != mode) {
					changed++;
					Files.setAttribute(now, "unix:mode", mode & PERMISSIONS);
				}
			}
		}
		report("new directory swapped for %s: %d opens, swapped in %d, mode of root's changed in %d", what, attempts,
				struck, changed);
		assertThat(changed).isZero();
	}

	@Test
	void nothingIsMadeThroughALinkOfSomebodyElse() throws Exception {
		Path link = this.open.resolve("link");
		Neighbour.run("ln", "-s", this.precious, link);
		refused(link.resolve("sub/socket"), link);
		refused(link.resolve("sub/deeper/socket"), link);
		refused(link.resolve("socket"), link);
	}

	@Test
	void nothingIsMadeThroughALinkOfSomebodyElseThatOneOfOursLeadsTo() throws Exception {
		Path foreign = this.open.resolve("foreign");
		Neighbour.run("ln", "-s", this.precious, foreign);
		Path ours = Files.createSymbolicLink(this.directory.resolve("ours"), foreign);
		refused(ours.resolve("sub/socket"), foreign);
		refused(ours.resolve("socket"), foreign);
	}

	@Test
	void nothingIsMadeThroughALinkOfSomebodyElseInTheMiddleOfTheTargetOfOneOfOurs() throws Exception {
		Path foreign = this.open.resolve("foreign");
		Neighbour.run("ln", "-s", this.precious, foreign);
		Path ours = Files.createSymbolicLink(this.directory.resolve("ours"), Path.of("open/foreign/sub"));
		Files.createDirectory(this.precious.resolve("sub"));
		Peer peer = peer().path(ours.resolve("deeper/socket")).build();
		assertThatExceptionOfType(PeerOpenException.class).isThrownBy(peer::open)
			.withMessageContaining(foreign.toString());
		assertThat(this.precious.resolve("sub")).isEmptyDirectory();
	}

	private void refused(Path path, Path link) throws Exception {
		Peer peer = peer().path(path).build();
		try {
			assertThatExceptionOfType(PeerOpenException.class).isThrownBy(peer::open)
				.withMessageContaining(link.toString());
		}
		finally {
			peer.close();
		}
		assertThat(this.precious).isEmptyDirectory();
	}

	@Test
	void aDirectoryOfSomebodyElseBehindALinkOfOursIsToldOf() throws Exception {
		Path foreign = Files.createDirectory(this.directory.resolve("foreign"));
		Files.setAttribute(foreign, "unix:uid", Neighbour.USER);
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), foreign);
		assertThat(warningsOfOpening(link.resolve("socket"))).contains("Others may replace the socket file")
			.contains(foreign.toString());
	}

	@Test
	void aDirectoryThatOthersMayWriteToBehindALinkOfOursIsToldOf() throws Exception {
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), Path.of("open"));
		assertThat(warningsOfOpening(link.resolve("sub/socket"))).contains("Others may replace the socket file")
			.contains(this.open.toString());
	}

	@Test
	void aDirectoryThatOthersMayWriteToOnTheWayOfALinkOfOursIsToldOf() throws Exception {
		Path sub = Files.createDirectory(this.open.resolve("sub"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), sub);
		assertThat(warningsOfOpening(link.resolve("socket"))).contains("Others may replace the socket file")
			.contains(this.open.toString());
	}

	@Test
	void aDirectoryIsLookedAtWhereItReallyIs() throws Exception {
		Path sub = Files.createDirectory(this.open.resolve("sub"));
		Path link = Files.createSymbolicLink(this.directory.resolve("link"), sub);
		// Not the directory of the link, but the one above where the link leads to.
		Path path = link.resolve("../socket");
		try {
			assertThat(warningsOfOpening(path)).contains("Others may replace the socket file " + path);
		}
		catch (PeerOpenException | IllegalArgumentException ex) {
			// As good as to tell of it.
			assertThat(ex).hasMessageContaining(path.toString());
		}
		assertThat(Files.exists(this.directory.resolve("socket"), LinkOption.NOFOLLOW_LINKS)).isFalse();
	}

	private String warningsOfOpening(Path path) throws Exception {
		PrintStream before = System.err;
		ByteArrayOutputStream written = new ByteArrayOutputStream();
		System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
		try (Peer peer = peer().path(path).build()) {
			peer.open();
		}
		finally {
			System.setErr(before);
		}
		return written.toString(StandardCharsets.UTF_8);
	}

}

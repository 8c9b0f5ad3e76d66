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

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.uxd.internal.file.HostDirectories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the socket file of a named peer is, in each of hio's places.
 */
class PeerPathTests extends OnEachTransport {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "false,'',true,head/hio/uxd/main.uxd", "false,b,true,head/hio/uxd/b/main.uxd",
			"true,'',true,head/hio/clean/uxd/main.uxd", "true,b/c,true,head/hio/clean/uxd/b/c/main.uxd",
			"false,'',false,home/.hio/uxd/main.uxd", "false,b,false,home/.hio/uxd/b/main.uxd",
			"true,'',false,home/.hio/clean/uxd/main.uxd", "true,b/c,false,home/.hio/clean/uxd/b/c/main.uxd" })
	void thePlaceIsMadeOfHeadTailAndBase(boolean clean, String base, boolean headIsUsable, String expected)
			throws Exception {
		headIs(headIsUsable);
		opensAt(builder().clean(clean).base(base), this.directory.resolve(expected));
	}

	@ParameterizedTest
	@CsvSource({ "false,true,head/a/main.uxd", "true,true,head/b/c/main.uxd", "false,false,home/d/main.uxd",
			"true,false,home/e/f/main.uxd" })
	void eachTailCanBeAnother(boolean clean, boolean headIsUsable, String expected) throws Exception {
		headIs(headIsUsable);
		PeerDirectories directories = builder().options()
			.directories()
			.withTails(Path.of("a"), Path.of("b/c"))
			.withAlternativeTails(Path.of("d"), Path.of("e/f"));
		opensAt(builder().directories(directories).clean(clean), this.directory.resolve(expected));
	}

	@ParameterizedTest
	@CsvSource({ "false,'',hio/uxd/main.uxd", "false,b,hio/uxd/b/main.uxd", "true,'',hio/clean/uxd/main.uxd",
			"true,b/c,hio/clean/uxd/b/c/main.uxd" })
	void aTemporaryPlaceHasAHeadOfItsOwn(boolean clean, String base, String expected) throws Exception {
		Path temporary = Files.createDirectory(this.directory.resolve("temporary"));
		PeerDirectories directories = builder().options().directories().withTemporaryHead(temporary);
		try (Peer peer = builder().directories(directories).clean(clean).base(base).temp(true).build()) {
			peer.open();
			Path head = temporary.resolve(temporary.relativize(peer.path()).getName(0));
			assertThat(head.getFileName().toString()).matches("hio_uxd_[0-9a-z]+_test");
			assertThat(peer.path()).isEqualTo(head.resolve(expected)).exists();
		}
		assertThat(temporary).isEmptyDirectory();
		assertThat(this.directory.resolve("head")).doesNotExist();
	}

	@Test
	void thePlacesOfHioAreTheDefaults() {
		PeerDirectories directories = peer().options().directories();
		Path home = HostDirectories.home();
		assertThat(directories.common(false)).hasToString("/usr/local/var/hio/uxd");
		assertThat(directories.common(true)).hasToString("/usr/local/var/hio/clean/uxd");
		assertThat(directories.alternativeCommon(false)).hasToString(home + "/.hio/uxd");
		assertThat(directories.alternativeCommon(true)).hasToString(home + "/.hio/clean/uxd");
		assertThat(directories.temporaryHead()).isEqualTo(HostDirectories.temporary());
	}

	private void headIs(boolean usable) throws Exception {
		if (!usable) {
			Files.createFile(this.directory.resolve("head"));
		}
	}

	private PeerBuilder builder() {
		return peer().headDirectory(this.directory.resolve("head"))
			.alternativeHeadDirectory(this.directory.resolve("home"));
	}

	private static void opensAt(PeerBuilder builder, Path expected) throws Exception {
		try (Peer peer = builder.build()) {
			peer.open();
			assertThat(peer.path()).isEqualTo(expected).exists();
		}
		assertThat(expected).doesNotExist();
	}

}

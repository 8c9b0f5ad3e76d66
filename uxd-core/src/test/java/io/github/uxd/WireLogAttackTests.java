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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.uxd.wire.WireLog;
import io.github.uxd.wire.WireLogBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A neighbour who may write to the directory of a wire log.
 */
@Timeout(300)
class WireLogAttackTests extends NextToANeighbour {

	private static final byte[] ENTRY = "datagram".getBytes(StandardCharsets.US_ASCII);

	private Path logs;

	@BeforeEach
	void makeDirectory() throws Exception {
		this.logs = Files.createDirectories(this.open.resolve("hio/wirelogs"));
		Files.setAttribute(this.logs, "unix:mode", 0777);
	}

	@Test
	void aFileThatIsSwappedForALinkIsNotWrittenThrough() throws Exception {
		int attempts = attempts(500);
		int changed = 0;
		long struck;
		try (Neighbour neighbour = Neighbour.start("logs", this.logs, this.secret)) {
			assertThat(neighbour.answer()).startsWith("armed");
			try (WireLog log = builder().maximumFiles(3).open()) {
				for (int i = 0; i < attempts; i++) {
					log.writeRx(ByteBuffer.wrap(ENTRY), null);
					if (!Files.readString(this.secret).equals("secret")) {
						changed++;
						Files.writeString(this.secret, "secret");
					}
				}
			}
			struck = neighbour.count("report");
		}
		report("file of a wire log swapped for a link: %d files, %d swapped, root's file changed %d times", attempts,
				struck, changed);
		assertThat(changed).isZero();
	}

	@Test
	void theFirstFileIsNotWrittenThroughALinkEither() throws Exception {
		int attempts = attempts(500) / 5;
		int changed = 0;
		long struck;
		try (Neighbour neighbour = Neighbour.start("logs", this.logs, this.secret)) {
			assertThat(neighbour.answer()).startsWith("armed");
			for (int i = 0; i < attempts; i++) {
				try (WireLog log = builder().open()) {
					log.writeRx(ByteBuffer.wrap(ENTRY), null);
				}
				if (!Files.readString(this.secret).equals("secret")) {
					changed++;
					Files.writeString(this.secret, "secret");
				}
			}
			struck = neighbour.count("report");
		}
		report("first file of a wire log swapped for a link: %d logs, %d files swapped, root's file changed %d times",
				attempts, struck, changed);
		assertThat(changed).isZero();
	}

	@ParameterizedTest(name = "after {0} more")
	@ValueSource(ints = { 0, 1 })
	void aFileOfSomebodyElseInThePlaceOfAnOldOneIsNotRemoved(int more) throws Exception {
		try (WireLog log = builder().maximumFiles(more + 1).open()) {
			Path old = write(log, more);
			Neighbour.run("rm", "-f", old);
			// Of one that is closed the inode number may be given to the next.
			Neighbour.run("touch", old);
			isLeftAlone(log, old);
		}
	}

	@ParameterizedTest(name = "after {0} more")
	@ValueSource(ints = { 0, 1 })
	void aLinkInThePlaceOfAnOldFileIsNotRemoved(int more) throws Exception {
		try (WireLog log = builder().maximumFiles(more + 1).open()) {
			Path old = write(log, more);
			Neighbour.run("ln", "-sf", this.secret, old);
			isLeftAlone(log, old);
			assertThat(this.secret).hasContent("secret");
		}
	}

	@Test
	void anotherFileOfOursInThePlaceOfAnOldOneIsNotRemoved() throws Exception {
		try (WireLog log = builder().maximumFiles(1).open()) {
			Path old = write(log, 0);
			Path other = Files.writeString(this.logs.resolve("other"), "other");
			Neighbour.run("mv", "-f", other, old);
			isLeftAlone(log, old);
		}
	}

	/**
	 * Write to the first file and then to some more, and return the first.
	 */
	private static Path write(WireLog log, int more) {
		for (int i = 0; i <= more; i++) {
			log.writeRx(ByteBuffer.wrap(ENTRY), null);
		}
		assertThat(log.files()).hasSize(more + 1);
		return log.files().get(0);
	}

	private static void isLeftAlone(WireLog log, Path old) throws Exception {
		Map<String, Object> before = look(old);
		for (int i = 0; i < 4; i++) {
			log.writeRx(ByteBuffer.wrap(ENTRY), null);
		}
		assertThat(Files.exists(old, LinkOption.NOFOLLOW_LINKS)).isTrue();
		assertThat(look(old)).isEqualTo(before);
		log.close();
		assertThat(look(old)).isEqualTo(before);
	}

	@Test
	void readingDoesNotWaitAtANamedPipe() throws Exception {
		try (WireLog log = builder().open()) {
			log.writeRx(ByteBuffer.wrap(ENTRY), null);
			Path file = log.files().get(0);
			Neighbour.run("rm", "-f", file);
			Neighbour.run("mkfifo", "-m", "0666", file);
			assertThat(attempt(log::readRx).hung()).isFalse();
		}
	}

	@Test
	void readingDoesNotFollowALink() throws Exception {
		try (WireLog log = builder().open()) {
			log.writeRx(ByteBuffer.wrap(ENTRY), null);
			Neighbour.run("ln", "-sf", this.secret, log.files().get(0));
			AtomicReference<byte[]> read = new AtomicReference<>(new byte[0]);
			// It may fail, too.
			assertThat(attempt(() -> read.set(log.readRx())).hung()).isFalse();
			assertThat(read.get()).asString(StandardCharsets.UTF_8).doesNotContain("secret");
		}
	}

	@Test
	void noDirectoryIsMadeThroughALinkOfSomebodyElse() throws Exception {
		clear();
		Neighbour.run("ln", "-s", this.precious, this.open.resolve("hio"));
		Path alternative = Files.createDirectory(this.directory.resolve("alternative"));
		try (WireLog log = builder().alternativeHeadDirectory(alternative).open()) {
			log.writeRx(ByteBuffer.wrap(ENTRY), null);
		}
		catch (IOException ex) {
			// As good as to take the other.
			assertThat(ex).hasMessageContaining(this.open.toString());
		}
		assertThat(this.precious).isEmptyDirectory();
	}

	/**
	 * Each entry gets a file of its own.
	 */
	private WireLogBuilder builder() {
		return WireLog.builder().sent(false).filed(true).headDirectory(this.open).maximumSize(1);
	}

}

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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A program that wants the same socket file and knows nothing of a lock, as those of
 * other languages do. A socket that it has bound is never removed.
 */
@Timeout(300)
class RivalTests extends OnEachTransport {

	private Path directory;

	/**
	 * One in how many may be lost on junixsocket, whose own bind removes what refuses it:
	 * one to three in 60,000 were, and one in 30 where stale files were removed at their
	 * path.
	 */
	private static final int LOST_BY_JUNIXSOCKET = 300;

	/**
	 * Where an inode number is given again at once, which is not so on tmpfs.
	 */
	@BeforeEach
	void findADisk() throws IOException {
		assumeTrue(Neighbour.isCompiled(), "has cc");
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		Path target = Path.of("target").toAbsolutePath();
		boolean disk = !Files.getFileStore(temporary).type().equals("tmpfs") || !Files.isDirectory(target);
		this.directory = Files.createTempDirectory(disk ? temporary : target, "rival");
	}

	@AfterEach
	void remove() throws IOException {
		if (this.directory != null) {
			try (DirectoryStream<Path> list = Files.newDirectoryStream(this.directory)) {
				for (Path path : list) {
					Files.delete(path);
				}
			}
			Files.delete(this.directory);
		}
	}

	@Test
	void aLiveSocketIsNotRemoved() throws Exception {
		int binds = Integer.getInteger("test.uxd.attempts", 1000);
		int opened = 0;
		int refused = 0;
		String answer;
		Path path = this.directory.resolve("socket");
		Peer peer = peer().path(path).clear(false).build();
		try (Neighbour rival = Neighbour.startAsOurselves("rival", this.directory, path.getFileName(), binds)) {
			assertThat(rival.answer()).startsWith("armed");
			Ended ended = new Ended(rival);
			while (ended.isAlive()) {
				try {
					peer.open();
					opened++;
				}
				catch (PeerOpenException ex) {
					// The rival was faster.
					refused++;
				}
				peer.close();
			}
			answer = ended.answer;
		}
		LoggerFactory.getLogger("uxd.attacks")
			.info("On {}, JDK {}: a rival without a lock on {}: {} (opened {} times meanwhile, failed to {} times)",
					this.transport, Runtime.version().feature(), Files.getFileStore(this.directory).type(), answer,
					opened, refused);
		Matcher told = Pattern.compile("binds (\\d+) lost (\\d+) .*").matcher(answer);
		assertThat(told).as(answer).matches();
		assertThat(told.group(1)).isEqualTo(Integer.toString(binds));
		assertThat(Integer.parseInt(told.group(2))).as(answer)
			.isLessThanOrEqualTo((this.transport == TransportType.JUNIXSOCKET) ? binds / LOST_BY_JUNIXSOCKET : 0);
	}

	/**
	 * Waits for the rival to say how it went.
	 */
	private static final class Ended extends Thread {

		private final Neighbour rival;

		private volatile String answer = "";

		Ended(Neighbour rival) {
			this.rival = rival;
			setDaemon(true);
			start();
		}

		@Override
		public void run() {
			try {
				this.answer = this.rival.answer();
			}
			catch (IOException ex) {
				this.answer = ex.toString();
			}
		}

	}

}

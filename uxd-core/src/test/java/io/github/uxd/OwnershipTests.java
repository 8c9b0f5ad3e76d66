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
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several processes that want the same socket file.
 */
@Timeout(400)
class OwnershipTests extends OnEachTransport {

	private static final int RACES = 1000;

	private static final int KILLS = 20;

	/**
	 * How many files a process that is killed leaves behind.
	 */
	private static final int PEERS = 10;

	@TempDir
	Path directory;

	@Test
	void ofTwoProcessesThatRaceForAStaleFileOneOwnsIt() throws Exception {
		Path path = this.directory.resolve("raced");
		int[] won = new int[2];
		try (PeerProcess first = new PeerProcess(this.transport, List.of(path));
				PeerProcess second = new PeerProcess(this.transport, List.of(path))) {
			List<PeerProcess> racers = List.of(first, second);
			for (int i = 0; i < RACES; i++) {
				ForeignSockets.staleDatagram(path);
				long start = System.currentTimeMillis() + 2;
				racers.forEach((racer) -> racer.tell("open " + start));
				List<String> answers = List.of(first.answer(), second.answer());
				assertThat(answers).as("round " + i).containsExactlyInAnyOrder("opened", "in use");
				int winner = answers.indexOf("opened");
				won[winner]++;
				ForeignSockets.sendUnbound("whoever", UxdAddress.of(path));
				racers.get(winner).tell("close");
				assertThat(racers.get(winner).answer()).isEqualTo("closed");
				assertThat(files()).isEmpty();
			}
		}
		assertThat(won).as("races won by each").doesNotContain(0);
	}

	@Test
	void aProcessThatIsKilledLeavesNothingInTheWayOfTheNext() throws Exception {
		List<Path> paths = IntStream.range(0, PEERS).mapToObj((i) -> this.directory.resolve("killed" + i)).toList();
		List<Path> left = paths.stream()
			.flatMap((path) -> Stream.of(path, path.resolveSibling(path.getFileName() + ".lock")))
			.toList();
		for (int i = 0; i < KILLS; i++) {
			try (PeerProcess process = new PeerProcess(this.transport, paths)) {
				process.tell("open 0");
				assertThat(process.answer()).as("start " + i).isEqualTo("opened");
				process.kill();
			}
			assertThat(files()).containsExactlyInAnyOrderElementsOf(left);
		}
		for (Path path : paths) {
			try (Peer last = peer().path(path).build()) {
				last.open();
			}
		}
		assertThat(files()).isEmpty();
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> list = Files.list(this.directory)) {
			return list.toList();
		}
	}

}

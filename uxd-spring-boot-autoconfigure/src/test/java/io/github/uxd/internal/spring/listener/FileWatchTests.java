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
package io.github.uxd.internal.spring.listener;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Peer;
import io.github.uxd.spring.event.PeerHealedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class FileWatchTests {

	@TempDir
	Path directory;

	private final List<Object> events = new ArrayList<>();

	private Peer peer;

	private Path parent;

	private FileWatch watch;

	@BeforeEach
	void open() throws Exception {
		this.parent = this.directory.resolve("parent");
		this.peer = Peer.builder().path(this.parent.resolve("watched")).build();
		this.peer.open();
		this.watch = new FileWatch(new PeerEvents(this.peer, "id", this.events::add, new Lease()), Duration.ofNanos(1));
	}

	@AfterEach
	void close() {
		this.peer.close();
	}

	@Test
	void eachTimeThatAFileCantBeMadeAnewIsToldOfOnce(CapturedOutput output) throws Exception {
		obstruct();
		this.watch.tend();
		this.watch.tend();
		assertThat(told(output)).isEqualTo(1);
		Files.delete(this.parent);
		this.watch.tend();
		assertThat(this.events).singleElement().isInstanceOf(PeerHealedEvent.class);
		obstruct();
		this.watch.tend();
		this.watch.tend();
		assertThat(told(output)).as("again, though the watch never saw the file in its place").isEqualTo(2);
		Files.delete(this.parent);
		this.watch.tend();
		assertThat(this.peer.isReachable()).isTrue();
	}

	/**
	 * Remove the socket file with its directory, and put something in the place of that.
	 */
	private void obstruct() throws Exception {
		Files.delete(this.peer.path());
		Files.delete(this.parent.resolve("watched.lock"));
		Files.delete(this.parent);
		Files.createFile(this.parent);
	}

	private static int told(CapturedOutput output) {
		return StringUtils.countOccurrencesOf(output.getOut(), "can't make it anew");
	}

}

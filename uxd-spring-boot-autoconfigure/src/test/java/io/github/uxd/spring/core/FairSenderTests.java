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
package io.github.uxd.spring.core;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On real sockets; the transport must be able to tell how full the send buffer is.
 */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class FairSenderTests {

	private static final int SILENT = 40;

	private static final int LARGE = 10_000;

	@TempDir
	Path directory;

	private final List<Peer> silent = new ArrayList<>();

	private Peer peer;

	private FairSender sender;

	@BeforeEach
	void open() throws Exception {
		this.peer = open("asked");
		this.sender = new FairSender(new DatagramSender(this.peer, () -> false));
		for (int i = 0; i < SILENT; i++) {
			this.silent.add(open("silent" + i));
		}
	}

	private Peer open(String name) throws Exception {
		Peer opened = Peer.builder().transport(TransportType.NATIVE).path(this.directory.resolve(name)).build();
		opened.open();
		return opened;
	}

	@AfterEach
	void close() {
		this.silent.forEach(Peer::close);
		this.peer.close();
	}

	@Test
	void anotherSocketProvesNothingOfThoseWhoNeverRead() throws Exception {
		sendToTheSilent();
		int before = this.peer.sendBufferUsed().orElseThrow();
		assertThat(before).isLessThan(size());
		Files.delete(this.peer.path());
		assertThat(this.peer.heal()).isTrue();
		assertThat(this.peer.sendBufferUsed()).hasValue(0);
		for (int round = 0; round < 3; round++) {
			sendToTheSilent();
		}
		assertThat(this.peer.sendBufferUsed().orElseThrow()).as("no more than strangers may take")
			.isLessThan(size() / 4 * 3 + 2 * LARGE);
		try (Peer reader = open("reader")) {
			assertThat(reader.transport()).isEqualTo(TransportType.NATIVE);
			assertThat(this.peer.send(new byte[1], UxdAddress.of(this.directory.resolve("reader")))).isTrue();
		}
	}

	private void sendToTheSilent() {
		for (Peer receiver : this.silent) {
			for (int i = 0; i < 3; i++) {
				this.sender.trySend(ByteBuffer.allocate(LARGE), UxdAddress.of(receiver.path()));
			}
		}
	}

	private int size() {
		return this.peer.actualBufferSizes().send();
	}

}

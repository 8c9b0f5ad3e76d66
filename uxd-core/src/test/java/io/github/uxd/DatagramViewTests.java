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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One view shows all datagrams, one after the other.
 */
class DatagramViewTests {

	private Peer peer;

	private Peer sender;

	@BeforeEach
	void open() throws UxdException {
		this.peer = Peer.openTemp();
		this.sender = Peer.openTemp();
	}

	@AfterEach
	void close() {
		this.peer.close();
		this.sender.close();
	}

	@Test
	void isCopiedWholeWhateverWasReadOfShorterOnesBefore() throws UxdException {
		assertThat(receive("one").payload().remaining()).isEqualTo(3);
		assertThat(receive("something longer").copy().text()).isEqualTo("something longer");
	}

	@Test
	void isCopiedWholeWhateverItsReaderDoesToTheBuffer() throws UxdException {
		DatagramView view = receive("header and rest");
		ByteBuffer header = view.payload().position(2).limit(6);
		assertThat(view.copy().text()).isEqualTo("header and rest");
		assertThat(header.position()).as("the place where its reader was").isEqualTo(2);
		assertThat(header.limit()).isEqualTo(6);
	}

	@Test
	void showsNothingOfDatagramsBefore() throws UxdException {
		receive("something longer");
		ByteBuffer payload = receive("one").payload();
		assertThat(payload.capacity()).isEqualTo(3);
		assertThat(StandardCharsets.UTF_8.decode(payload.clear()).toString()).isEqualTo("one");
		assertThat(receive("two").payload()).as("the buffer for one that is as long").isSameAs(payload);
	}

	@Test
	void eachReaderHasAPlaceOfItsOwn() throws UxdException {
		DatagramView view = receive("something");
		ByteBuffer payload = view.payload().position(4);
		DatagramView other = view.duplicate();
		assertThat(other.payload().position(2).remaining()).isEqualTo(7);
		assertThat(payload.position()).isEqualTo(4);
		assertThat(other.text()).isEqualTo(view.text()).isEqualTo("something");
		assertThat(other.source()).isEqualTo(view.source()).isNotNull();
	}

	@Test
	void staysAsItIsWhenAnotherIsReceivedAsACopy() throws UxdException {
		DatagramView view = receive("view");
		this.sender.send("copy".getBytes(StandardCharsets.UTF_8), UxdAddress.of(this.peer.path()));
		assertThat(this.peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
		assertThat(this.peer.receive()).isNotNull().extracting(Datagram::text).isEqualTo("copy");
		assertThat(view.text()).isEqualTo("view");
		assertThat(view.source()).isNotNull();
	}

	private DatagramView receive(String text) throws UxdException {
		this.sender.send(text.getBytes(StandardCharsets.UTF_8), UxdAddress.of(this.peer.path()));
		assertThat(this.peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
		DatagramView view = this.peer.receiveView();
		assertThat(view).isNotNull();
		return view;
	}

}

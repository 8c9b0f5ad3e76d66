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

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Sockets that are not ours: what other programs leave at a path or send from.
 */
final class ForeignSockets {

	private ForeignSockets() {
	}

	/**
	 * Bind a datagram socket and close it, so that its file is left without a listener.
	 */
	static Path staleDatagram(Path path) throws IOException {
		liveDatagram(path).close();
		return path;
	}

	static Closeable liveDatagram(Path path) throws IOException {
		AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
		channel.setDeleteOnClose(false);
		channel.bind(AFUNIXSocketAddress.of(path));
		return channel;
	}

	static Path staleStream(Path path) throws IOException {
		liveStream(path).close();
		return path;
	}

	static Closeable liveStream(Path path) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		channel.bind(UnixDomainSocketAddress.of(path));
		return channel;
	}

	/**
	 * Send from a socket without an address, as most programs do.
	 */
	static void sendUnbound(byte[] payload, UxdAddress destination) throws IOException {
		try (AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open()) {
			ByteBuffer buffer = ByteBuffer.allocateDirect(payload.length).put(payload).flip();
			channel.send(buffer, AFUNIXSocketAddress.of(destination.toBytes()));
		}
	}

	static void sendUnbound(String payload, UxdAddress destination) throws IOException {
		sendUnbound(payload.getBytes(StandardCharsets.UTF_8), destination);
	}

	/**
	 * Send a datagram without any bytes, which a channel can't but a packet can.
	 */
	static void sendEmpty(UxdAddress destination) throws IOException {
		try (AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open()) {
			DatagramPacket packet = new DatagramPacket(new byte[0], 0);
			packet.setAddress(AFUNIXSocketAddress.of(destination.toBytes()).wrapAddress());
			channel.socket().send(packet);
		}
	}

}

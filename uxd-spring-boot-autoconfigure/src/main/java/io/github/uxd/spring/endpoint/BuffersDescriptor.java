package io.github.uxd.spring.endpoint;

import io.github.uxd.BufferSizes;
import io.github.uxd.Peer;

/**
 * Describes the buffers of a peer.
 *
 * @param asked the size that was asked for, and that of the largest datagram to receive,
 * in bytes
 * @param send the size of the kernel's buffer to send, in bytes, as the kernel tells it;
 * 0 if the peer is closed
 * @param receive the size of the kernel's buffer to receive, in bytes; 0 if the peer is
 * closed
 */
public record BuffersDescriptor(int asked, int send, int receive) {

	static BuffersDescriptor of(Peer peer) {
		BufferSizes actual = peer.actualBufferSizes();
		return new BuffersDescriptor(peer.options().bufferSize(), actual.send(), actual.receive());
	}

}

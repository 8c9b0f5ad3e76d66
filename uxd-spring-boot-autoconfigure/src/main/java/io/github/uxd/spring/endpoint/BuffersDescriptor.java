package io.github.uxd.spring.endpoint;

import java.util.OptionalInt;

import io.github.uxd.BufferSizes;
import io.github.uxd.Peer;
import org.jspecify.annotations.Nullable;

/**
 * Describes the buffers of a peer.
 *
 * @param asked the size that was asked for, and that of the largest datagram to receive,
 * in bytes
 * @param send the size of the kernel's buffer to send, in bytes, as the kernel tells it;
 * 0 if the peer is closed
 * @param sendUsed how many bytes of the buffer to send are taken by what nobody has read,
 * or {@code null} if that is not known
 * @param receive the size of the kernel's buffer to receive, in bytes; 0 if the peer is
 * closed
 */
public record BuffersDescriptor(int asked, int send, @Nullable Integer sendUsed, int receive) {

	static BuffersDescriptor of(Peer peer) {
		BufferSizes actual = peer.actualBufferSizes();
		OptionalInt used = peer.sendBufferUsed();
		return new BuffersDescriptor(peer.options().bufferSize(), actual.send(),
				used.isPresent() ? used.getAsInt() : null, actual.receive());
	}

}

package io.github.uxd;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

/**
 * How a peer is set up; {@link PeerBuilder} explains each option and its default.
 *
 * @param name the name of the peer
 * @param base the directory between the common one and the socket file; empty for none
 * @param path the absolute path of the socket file, instead of the computed one, or
 * {@code null}
 * @param directories the directories that a computed path is made of
 * @param temp whether the socket file lives in a temporary directory of its own
 * @param clean whether to use the common directory for clean peers
 * @param reuse whether reopening keeps the path
 * @param clear whether closing removes the socket file
 * @param filed whether the socket file gets an extension even if it isn't extensioned
 * @param extensioned whether the extension is added to a name without one
 * @param extension the extension of the socket file, without a dot
 * @param permissions the mode of the directories that the peer creates for itself
 * @param umask the permission bits that the socket file does not get, or {@code null} for
 * the umask of the process
 * @param maximumDatagramSize the size of the largest datagram that peers send, in bytes
 * @param bufferCount how many times that the buffer size is, or 0
 * @param askedBufferSize the buffer size that was asked for, in bytes, or 0
 * @param sendBufferSize the least size of the kernel's send buffer, in bytes, or 0 for
 * that of the buffer size
 * @param receiveBuffers makes the direct buffers that datagrams are received into
 * @param transport what to reach the kernel through
 * @param source whether datagrams tell their source
 * @param senderCredentials whether datagrams tell which process sent them
 * @param allowedUsers the numbers of the users whose datagrams are received, or
 * {@code null} for those of all users
 * @param wireLog logs what is received and sent, or {@code null}
 */
public record PeerOptions(String name, String base, @Nullable Path path, PeerDirectories directories, boolean temp,
		boolean clean, boolean reuse, boolean clear, boolean filed, boolean extensioned, String extension,
		DirectoryPermissions permissions, @Nullable Umask umask, int maximumDatagramSize, int bufferCount,
		int askedBufferSize, int sendBufferSize, IntFunction<ByteBuffer> receiveBuffers, TransportType transport,
		boolean source, boolean senderCredentials, @Nullable Set<Long> allowedUsers, @Nullable WireLog wireLog) {

	/**
	 * Return the size of the largest datagram to receive.
	 * @return the size in bytes: the count times the maximum datagram size if there is
	 * one, else what was asked for, else the maximum datagram size
	 */
	public int bufferSize() {
		if (this.bufferCount > 0) {
			return this.bufferCount * this.maximumDatagramSize;
		}
		return (this.askedBufferSize > 0) ? this.askedBufferSize : this.maximumDatagramSize;
	}

	/**
	 * Return whether the kernel is to tell which process sent a datagram.
	 */
	boolean needsCredentials() {
		return this.senderCredentials || this.allowedUsers != null;
	}

	/**
	 * Return whether the other options make the same path.
	 */
	boolean locatesAs(PeerOptions other) {
		return this.name.equals(other.name) && this.base.equals(other.base) && Objects.equals(this.path, other.path)
				&& this.directories.equals(other.directories) && this.temp == other.temp && this.clean == other.clean
				&& this.filed == other.filed && this.extensioned == other.extensioned
				&& this.extension.equals(other.extension);
	}

}

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
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

/**
 * How a peer is set up; {@link PeerBuilder} explains each option. Immutable: only a
 * builder writes to options, and to a copy of its own.
 */
public final class PeerOptions implements Cloneable {

	String name = "main";

	String base = "";

	@Nullable Path path;

	PeerDirectories directories = PeerDirectories.ofHio();

	boolean temp;

	boolean clean;

	boolean reuse;

	boolean clear = true;

	boolean filed;

	boolean extensioned = true;

	String extension = "uxd";

	DirectoryPermissions permissions = DirectoryPermissions.OWNER_ONLY;

	@Nullable Umask umask;

	int maximumDatagramSize = PeerBuilder.DEFAULT_BUFFER_SIZE;

	int bufferCount;

	int bufferSize;

	int sendBufferSize;

	IntFunction<ByteBuffer> receiveBuffers = ByteBuffer::allocateDirect;

	TransportType transport = TransportType.AUTO;

	boolean source = true;

	boolean stripTrailingNul;

	boolean senderCredentials;

	@Nullable Set<Long> allowedUsers;

	Activation activation = Activation.NONE;

	@Nullable String activationName;

	@Nullable WireLog wireLog;

	PeerOptions() {
	}

	PeerOptions copy() {
		try {
			return (PeerOptions) clone();
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the name of the peer.
	 * @return the name of the peer
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the directory between the common one and the socket file.
	 * @return the directory between the common one and the socket file; empty for none
	 */
	public String base() {
		return this.base;
	}

	/**
	 * Return the absolute path of the socket file.
	 * @return the absolute path of the socket file, instead of the computed one, or
	 * {@code null}
	 */
	public @Nullable Path path() {
		return this.path;
	}

	/**
	 * Return the directories that a computed path is made of.
	 * @return the directories that a computed path is made of
	 */
	public PeerDirectories directories() {
		return this.directories;
	}

	/**
	 * Return whether the socket file lives in a temporary directory of its own.
	 * @return {@code true} if so
	 */
	public boolean temp() {
		return this.temp;
	}

	/**
	 * Return whether to use the common directory for clean peers.
	 * @return {@code true} if so
	 */
	public boolean clean() {
		return this.clean;
	}

	/**
	 * Return whether reopening keeps the path.
	 * @return {@code true} if so
	 */
	public boolean reuse() {
		return this.reuse;
	}

	/**
	 * Return whether closing removes the socket file.
	 * @return {@code true} if so
	 */
	public boolean clear() {
		return this.clear;
	}

	/**
	 * Return whether the socket file gets an extension even if it isn't extensioned.
	 * @return {@code true} if so
	 */
	public boolean filed() {
		return this.filed;
	}

	/**
	 * Return whether the extension is added to a name without one.
	 * @return {@code true} if so
	 */
	public boolean extensioned() {
		return this.extensioned;
	}

	/**
	 * Return the extension of the socket file.
	 * @return the extension of the socket file, without a dot
	 */
	public String extension() {
		return this.extension;
	}

	/**
	 * Return the mode of the directories that the peer creates for itself.
	 * @return the mode of the directories that the peer creates for itself
	 */
	public DirectoryPermissions permissions() {
		return this.permissions;
	}

	/**
	 * Return the permission bits that the socket file does not get.
	 * @return the permission bits that the socket file does not get, or {@code null} for
	 * the umask of the process
	 */
	public @Nullable Umask umask() {
		return this.umask;
	}

	/**
	 * Return the size of the largest datagram that peers send.
	 * @return the size of the largest datagram that peers send, in bytes
	 */
	public int maximumDatagramSize() {
		return this.maximumDatagramSize;
	}

	/**
	 * Return how many times that the buffer size is.
	 * @return how many times that the buffer size is, or 0
	 */
	public int bufferCount() {
		return this.bufferCount;
	}

	/**
	 * Return the size of the largest datagram to receive.
	 * @return the size in bytes: the count times the maximum datagram size if there is
	 * one, else what was asked for, else the maximum datagram size
	 */
	public int bufferSize() {
		if (this.bufferCount > 0) {
			return this.bufferCount * this.maximumDatagramSize;
		}
		return (this.bufferSize > 0) ? this.bufferSize : this.maximumDatagramSize;
	}

	/**
	 * Return the least size of the kernel's send buffer.
	 * @return the least size of the kernel's send buffer, in bytes, or 0 for that of the
	 * buffer size
	 */
	public int sendBufferSize() {
		return this.sendBufferSize;
	}

	/**
	 * Return what makes the direct buffers that datagrams are received into.
	 * @return what makes the direct buffers that datagrams are received into
	 */
	public IntFunction<ByteBuffer> receiveBuffers() {
		return this.receiveBuffers;
	}

	/**
	 * Return what to reach the kernel through.
	 * @return what to reach the kernel through
	 */
	public TransportType transport() {
		return this.transport;
	}

	/**
	 * Return whether datagrams tell their source.
	 * @return {@code true} if so
	 */
	public boolean source() {
		return this.source;
	}

	/**
	 * Return whether the NUL characters that a datagram ends with are left out.
	 * @return {@code true} if so
	 */
	public boolean stripTrailingNul() {
		return this.stripTrailingNul;
	}

	/**
	 * Return whether datagrams tell which process sent them.
	 * @return {@code true} if so
	 */
	public boolean senderCredentials() {
		return this.senderCredentials;
	}

	/**
	 * Return the numbers of the users whose datagrams are received.
	 * @return the numbers of the users whose datagrams are received, or {@code null} for
	 * those of all users
	 */
	public @Nullable Set<Long> allowedUsers() {
		return this.allowedUsers;
	}

	/**
	 * Return where the socket comes from.
	 * @return where the socket comes from
	 */
	public Activation activation() {
		return this.activation;
	}

	/**
	 * Return the name that systemd passes the socket by.
	 * @return the name that systemd passes the socket by, or {@code null} for that of the
	 * peer, or else the only one there is
	 */
	public @Nullable String activationName() {
		return this.activationName;
	}

	/**
	 * Return what logs what is received and sent.
	 * @return what logs what is received and sent, or {@code null}
	 */
	public @Nullable WireLog wireLog() {
		return this.wireLog;
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
				&& this.extension.equals(other.extension) && this.activation == other.activation;
	}

}

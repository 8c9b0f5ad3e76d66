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
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

import io.github.uxd.internal.file.SocketLocation;
import io.github.uxd.text.OneLine;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Peer}. The options are those of hio's {@code Peer}, whose defaults they
 * have unless said otherwise. Not thread-safe.
 */
public final class PeerBuilder {

	/**
	 * The size of the largest datagram that hio sends, in bytes ({@code MaxDGramSize}).
	 */
	public static final int DEFAULT_BUFFER_SIZE = 65535;

	/**
	 * The number that the kernel keeps for "no user", {@code (uid_t) -1}.
	 */
	private static final long NO_USER = 0xffff_ffffL;

	private final PeerOptions options;

	PeerBuilder() {
		this(new PeerOptions());
	}

	PeerBuilder(PeerOptions options) {
		this.options = options.copy();
	}

	/**
	 * Set the name, from which the name of the socket file is made.
	 * @param name the name: a file name, or several separated by slashes; {@code main} by
	 * default
	 * @return this builder
	 * @throws IllegalArgumentException if the name is empty, starts with a slash, has an
	 * empty segment or the segment {@code .} or {@code ..}, or contains a NUL
	 */
	public PeerBuilder name(String name) {
		this.options.name = checked("name", name);
		return this;
	}

	/**
	 * Set the directory between the common one and the socket file, which sets a group of
	 * peers apart from others.
	 * @param base a relative path, or empty (the default) for none
	 * @return this builder
	 * @throws IllegalArgumentException as for the {@linkplain #name(String) name}, but
	 * that it may be empty
	 */
	public PeerBuilder base(String base) {
		this.options.base = base.isEmpty() ? base : checked("base", base);
		return this;
	}

	private static String checked(String setting, String value) {
		String problem = SocketLocation.problemWith(value);
		if (problem != null) {
			throw new IllegalArgumentException("The " + setting + " \"" + value + "\" " + problem);
		}
		return value;
	}

	/**
	 * Set the path of the socket file itself; then name, base, head directory, extension,
	 * {@code temp} and {@code clean} have no part in it and there is no fallback. hio has
	 * no such option.
	 * @param path an absolute path, or {@code null} (the default) to compute it
	 * @return this builder
	 * @throws IllegalArgumentException if the path is relative, or names no file, as
	 * {@code /} does
	 */
	public PeerBuilder path(@Nullable Path path) {
		if (path != null && !path.isAbsolute()) {
			throw new IllegalArgumentException("The path of the socket file is not absolute: " + path);
		}
		if (path != null
				&& (path.getFileName() == null || SocketLocation.problemWith(path.getFileName().toString()) != null)) {
			throw new IllegalArgumentException("The path of the socket file names no file: " + path);
		}
		this.options.path = path;
		return this;
	}

	/**
	 * Set whether the socket file lives in a new temporary directory of its own, which
	 * closing removes. It is made in the directory that {@code TMPDIR} names.
	 * @param temp {@code false} by default
	 * @return this builder
	 */
	public PeerBuilder temp(boolean temp) {
		this.options.temp = temp;
		return this;
	}

	/**
	 * Set whether the socket file lives in the common directory for clean peers
	 * ({@code hio/clean/uxd}) instead of the usual one ({@code hio/uxd}).
	 * @param clean {@code false} by default
	 * @return this builder
	 */
	public PeerBuilder clean(boolean clean) {
		this.options.clean = clean;
		return this;
	}

	/**
	 * Set whether {@link Peer#reopen()} keeps the path that was found at the first
	 * opening, instead of finding it anew.
	 * @param reuse {@code false} by default
	 * @return this builder
	 */
	public PeerBuilder reuse(boolean reuse) {
		this.options.reuse = reuse;
		return this;
	}

	/**
	 * Set whether {@link Peer#close()} removes the socket file. One that is left is taken
	 * over at the next opening.
	 * @param clear {@code true} by default
	 * @return this builder
	 */
	public PeerBuilder clear(boolean clear) {
		this.options.clear = clear;
		return this;
	}

	/**
	 * Set the directory that the layout of hio starts from: the socket file is
	 * {@code {head}/hio/uxd/{base}/{name}.uxd}.
	 * @param headDirectory a directory; {@code /usr/local/var} by default
	 * @return this builder
	 */
	public PeerBuilder headDirectory(Path headDirectory) {
		return directories(this.options.directories.withHead(headDirectory));
	}

	/**
	 * Set the directory that is used when the directories below the head directory can't
	 * be created or used: then the socket file is
	 * {@code {alternative}/.hio/uxd/{base}/{name}.uxd}.
	 * @param alternativeHeadDirectory a directory; the home directory that {@code HOME}
	 * names by default
	 * @return this builder
	 */
	public PeerBuilder alternativeHeadDirectory(Path alternativeHeadDirectory) {
		return directories(this.options.directories.withAlternativeHead(alternativeHeadDirectory));
	}

	/**
	 * Set all directories that the path of the socket file is made of.
	 * @param directories the directories, {@link PeerDirectories#ofHio()} by default
	 * @return this builder
	 */
	public PeerBuilder directories(PeerDirectories directories) {
		this.options.directories = directories;
		return this;
	}

	/**
	 * Set whether a name without an extension gets one even if {@code extensioned} is
	 * off, as it does in hio. (There it also makes a regular file, at which no socket can
	 * be bound; here it doesn't.)
	 * @param filed {@code false} by default
	 * @return this builder
	 */
	public PeerBuilder filed(boolean filed) {
		this.options.filed = filed;
		return this;
	}

	/**
	 * Set the extension that a name without one gets.
	 * @param extension the extension without its dot; {@code uxd} by default
	 * @return this builder
	 * @throws IllegalArgumentException if the extension is empty or contains a slash
	 */
	public PeerBuilder extension(String extension) {
		if (extension.isEmpty() || extension.indexOf('/') >= 0) {
			throw new IllegalArgumentException(
					"The extension \"" + extension + "\" is not a part of a file name such as \"uxd\"");
		}
		this.options.extension = extension;
		return this;
	}

	/**
	 * Set whether a name without an extension gets one.
	 * @param extensioned {@code true} by default; with {@code false} the socket file is
	 * named as given (where hio would make a directory and then fail)
	 * @return this builder
	 */
	public PeerBuilder extensioned(boolean extensioned) {
		this.options.extensioned = extensioned;
		return this;
	}

	/**
	 * Set the mode of the directories that the peer creates for itself. Those that exist,
	 * and the common ones that all peers share, are not concerned.
	 * @param permissions the mode, {@link DirectoryPermissions#OWNER_ONLY} by default
	 * @return this builder
	 */
	public PeerBuilder permissions(DirectoryPermissions permissions) {
		this.options.permissions = permissions;
		return this;
	}

	/**
	 * Set which permission bits the socket file does not get.
	 * @param umask the umask, or {@code null} (the default) for that of the process
	 * @return this builder
	 */
	public PeerBuilder umask(@Nullable Umask umask) {
		this.options.umask = umask;
		return this;
	}

	/**
	 * Set the size of the largest datagram that peers send, which the other two sizes are
	 * made of (hio: {@code MaxDGramSize}).
	 * @param maximumDatagramSize the size in bytes, {@value #DEFAULT_BUFFER_SIZE} by
	 * default
	 * @return this builder
	 * @throws IllegalArgumentException if the size is less than one byte, or 2 GiB
	 */
	public PeerBuilder maximumDatagramSize(int maximumDatagramSize) {
		this.options.maximumDatagramSize = checkedSize("maximum datagram size", maximumDatagramSize);
		return this;
	}

	/**
	 * Set the buffer size as a number of datagrams of the maximum size (hio: {@code bc}).
	 * @param bufferCount how many times the maximum datagram size; 0 (the default) leaves
	 * it to the {@linkplain #bufferSize(int) buffer size}
	 * @return this builder
	 * @throws IllegalArgumentException if the count is negative
	 */
	public PeerBuilder bufferCount(int bufferCount) {
		if (bufferCount < 0) {
			throw new IllegalArgumentException("The buffer count " + bufferCount + " is negative");
		}
		this.options.bufferCount = bufferCount;
		return this;
	}

	/**
	 * Set the size of the largest datagram to receive (hio: {@code bs}). The kernel's
	 * buffers are raised to it, as far as the system's limits admit, and never lowered.
	 * @param bufferSize the size in bytes, the maximum datagram size by default
	 * @return this builder
	 * @throws IllegalArgumentException if the size is less than one byte, or 2 GiB
	 */
	public PeerBuilder bufferSize(int bufferSize) {
		this.options.bufferSize = checkedSize("buffer size", bufferSize);
		return this;
	}

	/**
	 * Set the least size of the kernel's send buffer. All that was sent and nobody has
	 * read takes room there, whoever it was sent to; so a peer that answers those who may
	 * not read their answers needs much of it. The largest datagram that can be sent
	 * grows with it. hio has no such option.
	 * @param sendBufferSize the size in bytes, as far as the system's limits admit:
	 * {@link Integer#MAX_VALUE} for as much as they do. A buffer that is larger is left
	 * as it is. 0 (the default) leaves it to the {@linkplain #bufferSize(int) buffer
	 * size}.
	 * @return this builder
	 * @throws IllegalArgumentException if the size is negative
	 */
	public PeerBuilder sendBufferSize(int sendBufferSize) {
		if (sendBufferSize < 0) {
			throw new IllegalArgumentException("The send buffer size " + sendBufferSize + " is negative");
		}
		this.options.sendBufferSize = sendBufferSize;
		return this;
	}

	private static int checkedSize(String what, long size) {
		if (size < 1 || size >= Integer.MAX_VALUE) {
			throw new IllegalArgumentException("The " + what + " " + size + " is not between 1 byte and 2 GiB");
		}
		return (int) size;
	}

	/**
	 * Set what makes the buffers that datagrams are received into, for those who open and
	 * close many peers: the memory of a direct buffer is free again only when the garbage
	 * collector has noticed that nobody has it any more.
	 * @param receiveBuffers is called at each opening, with one more than the buffer size
	 * in bytes, and returns a direct buffer of that capacity.
	 * {@link ByteBuffer#allocateDirect(int)} by default. The buffer is the peer's, and
	 * its views', until the peer is closed: whoever hands it out again before that has
	 * datagrams of one peer overwrite those of another.
	 * @return this builder
	 */
	public PeerBuilder receiveBuffers(IntFunction<ByteBuffer> receiveBuffers) {
		this.options.receiveBuffers = receiveBuffers;
		return this;
	}

	/**
	 * Set what to reach the kernel through. hio has no such option.
	 * @param transport {@link TransportType#AUTO} by default
	 * @return this builder
	 */
	public PeerBuilder transport(TransportType transport) {
		this.options.transport = transport;
		return this;
	}

	/**
	 * Set whether datagrams tell their {@linkplain Datagram#source() source}. Those who
	 * never answer can do without: on junixsocket that makes receiving more than twice as
	 * fast.
	 * @param source {@code true} by default
	 * @return this builder
	 */
	public PeerBuilder source(boolean source) {
		this.options.source = source;
		return this;
	}

	/**
	 * Set whether the NUL characters that a datagram ends with are left out, as those
	 * that C strings and some syslog clients end with: whoever gets it doesn't see them.
	 * The statistics count them, and the wire log has them.
	 * @param stripTrailingNul {@code false} by default
	 * @return this builder
	 */
	public PeerBuilder stripTrailingNul(boolean stripTrailingNul) {
		this.options.stripTrailingNul = stripTrailingNul;
		return this;
	}

	/**
	 * Set whether datagrams tell which process {@linkplain Datagram#credentials() sent}
	 * them. Only the native transport can.
	 * @param senderCredentials {@code false} by default
	 * @return this builder
	 */
	public PeerBuilder senderCredentials(boolean senderCredentials) {
		this.options.senderCredentials = senderCredentials;
		return this;
	}

	/**
	 * Set whose datagrams are received; those of other users are counted as dropped. The
	 * kernel vouches for the {@linkplain SenderCredentials (real) user}, whatever the
	 * mode of the socket file lets in. Only the native transport can do that.
	 * <p>
	 * In a user namespace, as rootless containers have one, the kernel shows everybody it
	 * has no number for as 65534. That number, which is also that of {@code nobody}, is
	 * refused there when the peer opens.
	 * @param allowedUsers the numbers of the users, or {@code null} (the default) for all
	 * @return this builder
	 * @throws IllegalArgumentException if there is no number, or one that no user can
	 * have
	 */
	public PeerBuilder allowedUsers(@Nullable Collection<Long> allowedUsers) {
		if (allowedUsers == null) {
			this.options.allowedUsers = null;
			return this;
		}
		if (allowedUsers.isEmpty()) {
			throw new IllegalArgumentException("The list of allowed users is empty: nobody could send");
		}
		for (Long user : allowedUsers) {
			Objects.requireNonNull(user, "An allowed user is null");
			if (user < 0 || user >= NO_USER) {
				throw new IllegalArgumentException(
						"The number of an allowed user, " + user + ", is not between 0 and " + (NO_USER - 1));
			}
		}
		this.options.allowedUsers = Set.copyOf(allowedUsers);
		return this;
	}

	/**
	 * Set where the socket comes from. What systemd passes has to fit: its path to the
	 * {@linkplain #path(Path) path}, if there is one, its mode to the
	 * {@linkplain #umask(Umask) umask}, if there is one, and if
	 * {@linkplain #senderCredentials(boolean) who sends} is to be known it has to tell.
	 * The sizes of its buffers are those that it has. hio has no such option.
	 * @param activation {@link Activation#NONE} by default
	 * @return this builder
	 */
	public PeerBuilder activation(Activation activation) {
		this.options.activation = activation;
		return this;
	}

	/**
	 * Set the name that systemd passes the socket by, {@code FileDescriptorName=} in its
	 * unit, for those who have several.
	 * @param activationName the name, or {@code null} (the default) for the name of the
	 * peer, or else the only socket that is passed
	 * @return this builder
	 * @throws IllegalArgumentException if no socket can have that name: it is empty, or
	 * has a colon
	 */
	public PeerBuilder activationName(@Nullable String activationName) {
		if (activationName != null && (activationName.isEmpty() || activationName.indexOf(':') >= 0)) {
			throw new IllegalArgumentException("\"" + OneLine.of(activationName)
					+ "\" can't be the name of a socket, which is not empty and has no colon");
		}
		this.options.activationName = activationName;
		return this;
	}

	/**
	 * Set a log of every datagram that is received or sent.
	 * @param wireLog the log, which stays its owner's to close, or {@code null} (the
	 * default) for none
	 * @return this builder
	 */
	public PeerBuilder wireLog(@Nullable WireLog wireLog) {
		this.options.wireLog = wireLog;
		return this;
	}

	/**
	 * Build the peer, which is not open yet.
	 * @return a new peer
	 * @throws IllegalArgumentException if the buffer count makes 2 GiB or more
	 */
	public Peer build() {
		return new Peer(options());
	}

	PeerOptions options() {
		if (this.options.bufferCount > 0) {
			checkedSize("buffer count times the maximum datagram size",
					(long) this.options.bufferCount * this.options.maximumDatagramSize);
		}
		return this.options.copy();
	}

}

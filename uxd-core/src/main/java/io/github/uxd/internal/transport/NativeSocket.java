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
package io.github.uxd.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import io.github.uxd.internal.io.Closer;

/**
 * The descriptor of a non-blocking Unix-domain datagram socket, and what is done with it
 * now and then. None of its calls may run at the same time as {@link #close()}.
 */
final class NativeSocket implements Closeable {

	private static final int SOCK_DGRAM = 2;

	/**
	 * The same number as {@code O_NONBLOCK} and {@code EFD_NONBLOCK}.
	 */
	static final int NONBLOCK = 0x800;

	/**
	 * The same number as {@code O_CLOEXEC} and {@code EFD_CLOEXEC}.
	 */
	static final int CLOEXEC = 0x80000;

	private static final int F_SETFD = 2;

	private static final int FD_CLOEXEC = 1;

	private static final int F_DUPFD_CLOEXEC = 1030;

	private static final int O_PATH = 0x200000;

	/**
	 * Not to follow a symbolic link; of the flags we use, the one that isn't the same on
	 * both processors.
	 */
	private static final int O_NOFOLLOW = SystemCall.choose(0x20000, 0x8000);

	/**
	 * Stands for the working directory; of no account with an absolute path.
	 */
	private static final int AT_FDCWD = -100;

	private static final int SOL_SOCKET = 1;

	private static final int SO_TYPE = 3;

	private static final int SO_TIMESTAMP = 29;

	private static final int SO_TIMESTAMPNS = 35;

	private static final int SO_DOMAIN = 39;

	private static final int SO_SNDBUF = 7;

	private static final int SO_RCVBUF = 8;

	private static final int SO_PASSCRED = 16;

	/**
	 * Asks how many bytes of what a socket has sent count against its send buffer.
	 */
	private static final int SIOCOUTQ = 0x5411;

	/**
	 * Where in the {@link #memory} the length of something is, behind the longest name.
	 */
	private static final int LENGTH = 112;

	private final int descriptor;

	/**
	 * What is told to the kernel and by it, in one call at a time. There from the start,
	 * since a close needs it even when none is left.
	 */
	private final KernelMemory memory = new KernelMemory(LENGTH + Integer.BYTES);

	private NativeSocket(int descriptor) {
		this.descriptor = descriptor;
	}

	static NativeSocket open() throws IOException {
		return new NativeSocket(SystemCall.SOCKET.check(SocketName.AF_UNIX, SOCK_DGRAM | NONBLOCK | CLOEXEC));
	}

	/**
	 * Open another descriptor of an open file.
	 */
	static NativeSocket duplicate(int descriptor) throws IOException {
		return new NativeSocket(SystemCall.FCNTL.check(descriptor, F_DUPFD_CLOEXEC));
	}

	/**
	 * Close a descriptor in the programs that this process starts.
	 */
	static void closeOnExec(int descriptor) throws IOException {
		SystemCall.FCNTL.check(descriptor, F_SETFD, FD_CLOEXEC);
	}

	int descriptor() {
		return this.descriptor;
	}

	/**
	 * Return whether it is a datagram socket of the Unix domain at all.
	 */
	boolean isUnixDatagram() {
		try {
			return option(SO_DOMAIN) == SocketName.AF_UNIX && option(SO_TYPE) == SOCK_DGRAM;
		}
		catch (IOException ex) {
			// It is no socket. Any other reason is met again by who uses it.
			return false;
		}
	}

	/**
	 * Set the mode that the socket file is to have once there is one. After the bind it
	 * would change nothing.
	 */
	void setMode(int mode) throws IOException {
		SystemCall.FCHMOD.check(this.descriptor, mode);
	}

	/**
	 * Bind.
	 * @param name the name; empty to have the kernel choose an abstract one
	 * @throws SocketErrorException if it can't be bound
	 */
	void bind(byte[] name) throws IOException {
		callWith(name, SystemCall.BIND);
	}

	/**
	 * Connect.
	 * @throws SocketErrorException if it can't be connected
	 */
	void connect(byte[] name) throws IOException {
		callWith(name, SystemCall.CONNECT);
	}

	private synchronized void callWith(byte[] name, SystemCall call) throws IOException {
		SocketName socketName = SocketName.of(name);
		socketName.writeTo(this.memory.bytes());
		int result = call.call(this.descriptor, this.memory.address(), socketName.length());
		Reference.reachabilityFence(this);
		if (result < 0) {
			throw LinuxErrors.socketError(-result);
		}
	}

	/**
	 * Open a socket of an abstract name that the kernel chooses.
	 */
	static NativeSocket openNamed() throws IOException {
		try (Closer opening = new Closer()) {
			NativeSocket socket = opening.add(open());
			socket.bind(new byte[0]);
			return opening.keep(socket);
		}
	}

	/**
	 * Return the name that the socket is bound to.
	 */
	synchronized byte[] name() throws IOException {
		ByteBuffer address = this.memory.bytes().putInt(LENGTH, SocketName.SIZE);
		SystemCall.GETSOCKNAME.check(this.descriptor, this.memory.address(), this.memory.address() + LENGTH);
		byte[] name = new byte[SocketName.lengthOf(address, address.getInt(LENGTH))];
		address.get(SocketName.PATH_OFFSET, name);
		return name;
	}

	/**
	 * Set the mode of a socket's file without following a symbolic link that somebody
	 * might put in its place.
	 * @param path the bytes of its path
	 * @param fileKey the device and inode of the file
	 * @param mode the permission bits
	 * @throws NoSuchFileException if another file stands there
	 */
	static void setFileMode(byte[] path, Object fileKey, int mode) throws IOException {
		KernelMemory terminated = new KernelMemory(path.length + 1);
		terminated.bytes().put(0, path);
		int descriptor = SystemCall.OPEN.check(AT_FDCWD, terminated.address(), O_PATH | CLOEXEC | O_NOFOLLOW);
		Reference.reachabilityFence(terminated);
		try {
			// It leads to the very file that is held open.
			Path link = Path.of("/proc/self/fd/" + descriptor);
			if (!fileKey.equals(Files.readAttributes(link, BasicFileAttributes.class).fileKey())) {
				throw new NoSuchFileException(new String(path, StandardCharsets.UTF_8));
			}
			Files.setAttribute(link, "unix:mode", mode);
		}
		finally {
			SystemCall.CLOSE.call(descriptor);
		}
	}

	/**
	 * Have the kernel tell which process sends a datagram. Those sent before don't tell.
	 */
	void passCredentials() throws IOException {
		setOption(SO_PASSCRED, 1);
	}

	/**
	 * Return whether the kernel tells which process sends a datagram.
	 */
	boolean passesCredentials() throws IOException {
		return option(SO_PASSCRED) != 0;
	}

	/**
	 * Return whether the kernel tells when a datagram came, before all else that it
	 * tells.
	 */
	boolean stampsTimes() throws IOException {
		return option(SO_TIMESTAMP) != 0 || option(SO_TIMESTAMPNS) != 0;
	}

	/**
	 * Raise the kernel's buffers to a size each, as far as its limits admit; never lower
	 * them.
	 */
	void raiseBuffers(int send, int receive) throws IOException {
		if (sendBufferSize() < send) {
			setOption(SO_SNDBUF, send);
		}
		if (receiveBufferSize() < receive) {
			setOption(SO_RCVBUF, receive);
		}
	}

	int sendBufferSize() throws IOException {
		return option(SO_SNDBUF);
	}

	int receiveBufferSize() throws IOException {
		return option(SO_RCVBUF);
	}

	/**
	 * Return how many bytes of the send buffer are taken by what nobody has read yet.
	 */
	synchronized int sendBufferUsed() throws IOException {
		SystemCall.IOCTL.check(this.descriptor, SIOCOUTQ, this.memory.address());
		return this.memory.bytes().getInt(0);
	}

	private synchronized int option(int option) throws IOException {
		this.memory.bytes().putInt(LENGTH, Integer.BYTES);
		SystemCall.GETSOCKOPT.check(this.descriptor, SOL_SOCKET, option, this.memory.address(),
				this.memory.address() + LENGTH);
		return this.memory.bytes().getInt(0);
	}

	private synchronized void setOption(int option, int value) throws IOException {
		this.memory.bytes().putInt(0, value);
		SystemCall.SETSOCKOPT.check(this.descriptor, SOL_SOCKET, option, this.memory.address(), Integer.BYTES);
		Reference.reachabilityFence(this);
	}

	@Override
	public void close() {
		try {
			sendBufferSize();
		}
		catch (IOException ex) {
			// Somebody else has closed it: its number may be that of another file by now.
			return;
		}
		// It is closed whatever this returns; a repetition could hit another file.
		SystemCall.CLOSE.call(this.descriptor);
	}

}

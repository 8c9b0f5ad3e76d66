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

import io.github.uxd.internal.io.Closer;

/**
 * The descriptor of a non-blocking Unix-domain datagram socket, and what is done with it
 * now and then. None of its calls may run at the same time as {@link #close()}.
 */
final class NativeSocket implements Closeable {

	static final int SOCK_DGRAM = 2;

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

	/**
	 * Where the length of a name is, behind the longest one.
	 */
	private static final int LENGTH = 112;

	private final int descriptor;

	private final KernelMemory memory;

	private final SocketOptions options;

	private NativeSocket(Memory memory, int descriptor) {
		this.descriptor = descriptor;
		this.memory = memory.forNames();
		this.options = new SocketOptions(descriptor, memory.forOptions());
	}

	static NativeSocket open() throws IOException {
		return new NativeSocket(new Memory(),
				SystemCall.SOCKET.check(SocketName.AF_UNIX, SOCK_DGRAM | NONBLOCK | CLOEXEC));
	}

	/**
	 * Open another descriptor of an open file.
	 */
	static NativeSocket duplicate(int descriptor) throws IOException {
		return new NativeSocket(new Memory(), SystemCall.FCNTL.check(descriptor, F_DUPFD_CLOEXEC));
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

	SocketOptions options() {
		return this.options;
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

	/**
	 * Send a datagram without bytes, if there is room for it: not by what sends payloads,
	 * which isn't made before somebody sends one.
	 * @throws SocketErrorException if it can't be sent for another reason
	 */
	synchronized void knockAt(byte[] name) throws IOException {
		SocketName socketName = SocketName.of(name);
		socketName.writeTo(this.memory.bytes());
		int result = SystemCall.SENDTO.call(this.descriptor, this.memory.address(), 0, SendLane.FLAGS,
				this.memory.address(), socketName.length());
		Reference.reachabilityFence(this);
		if (result < 0 && !LinuxErrors.isWantOfRoom(-result)) {
			throw LinuxErrors.socketError(-result);
		}
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

	@Override
	public void close() {
		try {
			this.options.sendBufferSize();
		}
		catch (IOException ex) {
			// Somebody else has closed it: its number may be that of another file by now.
			return;
		}
		// It is closed whatever this returns; a repetition could hit another file.
		SystemCall.CLOSE.call(this.descriptor);
	}

	/**
	 * What is told to the kernel and by it, in one call at a time. Taken before the
	 * descriptor: if none is left nothing is open that nobody would close. A close needs
	 * it even then.
	 */
	private record Memory(KernelMemory forNames, KernelMemory forOptions) {

		Memory() {
			this(new KernelMemory(LENGTH + Integer.BYTES), new KernelMemory(SocketOptions.MEMORY));
		}

	}

}

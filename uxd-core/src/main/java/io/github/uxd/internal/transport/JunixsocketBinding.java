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
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds a socket on junixsocket to a path, and finds out whether it is there. Not
 * thread-safe: its transport calls it under the lock for sending.
 */
final class JunixsocketBinding implements Closeable {

	private static final Logger LOG = LoggerFactory.getLogger(JunixsocketBinding.class);

	private final DuplicateChannel sender;

	private final DuplicateChannel receiver;

	/**
	 * Opened before the bind, since there may be no descriptor for it afterwards.
	 */
	private @Nullable AFUNIXDatagramChannel reserved;

	/**
	 * Get ready to bind.
	 * @param sender what the socket sends by
	 * @param receiver what it receives by
	 */
	JunixsocketBinding(DuplicateChannel sender, DuplicateChannel receiver) throws IOException {
		this.sender = sender;
		this.receiver = receiver;
		this.reserved = SenderGate.isSupported() ? SenderGate.openNamed() : null;
	}

	void bind(byte[] socketName) throws IOException {
		try {
			this.sender.get().bind(AFUNIXSocketAddress.of(socketName));
		}
		catch (IOException ex) {
			// The library looks at the file afterwards. If it isn't there any more, the
			// library closes what it has bound, which is but a duplicate.
			if (this.receiver.get().getLocalAddress() == null) {
				throw JunixsocketErrors.ofBind(ex, JunixsocketErrors.path(socketName));
			}
			LOG.debug("The socket is bound, but its file is gone: {}", JunixsocketErrors.path(socketName), ex);
		}
	}

	/**
	 * Find out whether the socket stands at a path. Another one that has connected to the
	 * path takes datagrams of nobody but the socket it has found there ({@code EPERM}).
	 */
	boolean isAt(byte[] socketName) throws IOException {
		if (!SenderGate.isSupported()) {
			return true;
		}
		boolean interrupted = false;
		try {
			while (true) {
				interrupted |= Thread.interrupted();
				try (AFUNIXDatagramChannel witness = takeWitness()) {
					return isConnected(witness, socketName) && isTakenBy(witness);
				}
				catch (ClosedByInterruptException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private AFUNIXDatagramChannel takeWitness() throws IOException {
		AFUNIXDatagramChannel witness = this.reserved;
		this.reserved = null;
		return (witness != null) ? witness : SenderGate.openNamed();
	}

	private static boolean isConnected(AFUNIXDatagramChannel witness, byte[] socketName) throws IOException {
		try {
			witness.connect(AFUNIXSocketAddress.of(socketName));
			return true;
		}
		catch (ClosedByInterruptException ex) {
			throw ex;
		}
		catch (IOException ex) {
			SocketErrorException error = JunixsocketErrors.of(ex, socketName);
			if (error.error() == SocketError.ACCESS_DENIED) {
				throw error;
			}
			return false;
		}
	}

	private boolean isTakenBy(AFUNIXDatagramChannel witness) throws IOException {
		try {
			this.sender.get().send(ByteBuffer.allocateDirect(1), witness.getLocalAddress());
			return true;
		}
		catch (ClosedByInterruptException ex) {
			throw ex;
		}
		catch (SocketException ex) {
			LOG.debug("Another socket stands at the path", ex);
			return false;
		}
	}

	/**
	 * Set the mode of the file of a socket. As the bind of the library does, this follows
	 * a symbolic link that somebody puts there just now: Java has no other way for a file
	 * that can't be opened.
	 */
	static void setFileMode(Path path, Object fileKey, int mode) throws IOException {
		if (!fileKey
			.equals(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey())) {
			throw new NoSuchFileException(path.toString());
		}
		Files.setAttribute(path, "unix:mode", mode);
	}

	@Override
	public void close() throws IOException {
		AFUNIXDatagramChannel unused = this.reserved;
		this.reserved = null;
		if (unused != null) {
			unused.close();
		}
	}

}

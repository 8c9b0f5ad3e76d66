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
package io.github.uxd.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to bind a socket file, held for as long as the file is one's own: a lock on a
 * file beside it, {@code {socket}.lock}. Without it two processes that find a stale
 * socket file can both remove it, the second one removing what the first has bound.
 * <p>
 * It guards against other peers of this library, in this JVM and in others on the
 * machine. It does not guard against programs that know nothing of it, Python peers
 * included; for those there is the probe before the bind and the look at the inode before
 * each removal. The lock is one of {@code fcntl(2)}: it ends with the process, however
 * that ends, and it would end if anything else in this process opened and closed the lock
 * file.
 * <p>
 * The file is removed when the lock is released. Since somebody may have opened it just
 * before, and then lock a file that has no name any more, whoever gets the lock writes a
 * mark into the file and looks whether the mark is to be found at the path.
 */
public final class SocketLock implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(SocketLock.class);

	private static final String SUFFIX = ".lock";

	private static final String MAGIC = "uxd socket lock, process ";

	private static final int LONGEST_MARK = 256;

	/**
	 * The lock files that this JVM holds. Asked before one is opened, since closing it
	 * again would end the lock of the peer that holds it.
	 */
	private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

	private final KnownFile file;

	private final FileChannel locked;

	private final FileChannel witness;

	private volatile boolean released;

	private SocketLock(KnownFile file, FileChannel locked, FileChannel witness) {
		this.file = file;
		this.locked = locked;
		this.witness = witness;
	}

	/**
	 * Return the path of the lock file that belongs to a socket file.
	 * @param socket the path of the socket file
	 * @return the path of the lock file
	 */
	public static Path pathFor(Path socket) {
		return socket.resolveSibling(KnownFile.nameOf(socket) + SUFFIX);
	}

	/**
	 * Take the lock, if nobody else holds it. Never waits.
	 * @param directory the directory of the socket file, to stay open until the lock is
	 * released
	 * @param socket the name of the socket file there
	 * @return the lock, or {@code null} if somebody else holds it
	 * @throws IOException if the lock file can't be made, or something stands at its path
	 * that isn't one of ours and so isn't touched
	 */
	public static @Nullable SocketLock tryAcquire(OpenDirectory directory, Path socket) throws IOException {
		Path path = pathFor(directory.path().resolve(socket));
		if (!HELD.add(path)) {
			return null;
		}
		SocketLock lock = null;
		boolean interrupted = false;
		try {
			for (int i = 0; i < OpenDirectory.ATTEMPTS; i++) {
				// An interrupt would close the channel.
				interrupted |= Thread.interrupted();
				try {
					LockFile file = LockFile.open(directory, KnownFile.nameOf(path));
					if (file != null && !tryLock(file)) {
						return null;
					}
					lock = (file != null) ? confirm(file) : null;
					if (lock != null) {
						return lock;
					}
				}
				catch (ClosedByInterruptException ex) {
					interrupted = true;
				}
			}
			throw new FileSystemException(path.toString(), null, interrupted
					? "interrupts keep the lock file from being written" : "the lock file is removed again and again");
		}
		finally {
			if (lock == null) {
				HELD.remove(path);
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Lock the file, or close it.
	 */
	private static boolean tryLock(LockFile file) throws IOException {
		boolean keep = false;
		try {
			keep = file.channel().tryLock() != null;
			return keep;
		}
		catch (OverlappingFileLockException ex) {
			// This library was loaded twice, and the other one holds it: as long as
			// that does, closing our descriptor would end its lock.
			keep = file.keepOpen();
			return false;
		}
		finally {
			if (!keep) {
				file.channel().close();
			}
		}
	}

	/**
	 * Make sure that the file that is locked is the one of the lock's name.
	 * @return the lock, or {@code null} if the file has lost its name meanwhile
	 */
	private static @Nullable SocketLock confirm(LockFile lock) throws IOException {
		OpenDirectory directory = lock.file().directory();
		Path name = lock.file().name();
		try (Closer unconfirmed = new Closer()) {
			FileChannel locked = unconfirmed.add(lock.channel());
			if (!lock.isNew()) {
				String before = read(locked);
				if (!lock.isStillThere()) {
					return null;
				}
				if (MAGIC.startsWith(before) && lock.looksUnfinished()) {
					// Whoever made it came no further. Nothing is written into a file
					// that may be another's after all, but its name is taken back.
					lock.remove();
					return null;
				}
				if (!before.startsWith(MAGIC)) {
					throw new FileSystemException(lock.file().path().toString(), null,
							"there is a file with other content, or none, where"
									+ " the lock file is to be, and it is not ours to touch");
				}
			}
			String mark = MAGIC + ProcessHandle.current().pid() + ", " + UUID.randomUUID() + "\n";
			locked.truncate(0);
			locked.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8)), 0);
			// Kept open as long as the lock: closing any descriptor of the file would
			// end it.
			FileChannel witness = unconfirmed.add(directory.openFile(name));
			KnownFile file = KnownFile.of(directory, name);
			if (file.key() == null || !read(witness).equals(mark)) {
				return null;
			}
			return unconfirmed.keep(new SocketLock(file, locked, witness));
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private static String read(FileChannel channel) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(LONGEST_MARK);
		channel.read(buffer, 0);
		return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
	}

	/**
	 * Return whether the lock file still stands at its path. Once somebody has removed
	 * it, the lock keeps nobody out any more.
	 * @return {@code true} if it does
	 * @throws IOException if the path can't be looked at
	 */
	public boolean isInPlace() throws IOException {
		// Without the monitor: to look up a path may take as long as a file server does,
		// and who releases the lock doesn't wait for that.
		return this.file.isInPlace() && !this.released;
	}

	/**
	 * Release the lock and remove its file. Releasing again does nothing. A file that
	 * can't be removed is told of in the log; the lock is released all the same.
	 */
	@Override
	public synchronized void close() {
		if (this.released) {
			return;
		}
		this.released = true;
		try {
			// While it is still locked, so that nobody can have locked it in between.
			this.file.removeIfInPlace();
		}
		catch (IOException ex) {
			LOG.warn("A lock file can't be removed: {}", this.file.path(), ex);
		}
		finally {
			Closer.tryToClose(this.witness, "a lock file", LOG);
			Closer.tryToClose(this.locked, "a lock file", LOG);
			HELD.remove(this.file.path());
		}
	}

}

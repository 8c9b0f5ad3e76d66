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

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AddressAlreadyInUseSocketException;
import org.newsclub.net.unix.BrokenPipeSocketException;
import org.newsclub.net.unix.ConnectionRefusedSocketException;
import org.newsclub.net.unix.ConnectionResetSocketException;
import org.newsclub.net.unix.OperationNotSupportedSocketException;

/**
 * Tells by an exception of junixsocket what the kernel said. Some errors have a type of
 * their own; the others are plain exceptions with a text that follows the locale, so the
 * file system is asked instead.
 */
final class JunixsocketErrors {

	private JunixsocketErrors() {
	}

	/**
	 * Name the error of a send or a connect.
	 */
	static SocketErrorException of(IOException ex, byte[] socketName) {
		return new SocketErrorException(errorOf(ex, socketName), ex.getMessage(), ex);
	}

	/**
	 * Name the error of a bind.
	 */
	static SocketErrorException ofBind(IOException ex, Path path) {
		return new SocketErrorException(bindErrorOf(ex, path), ex.getMessage(), ex);
	}

	static Path path(byte[] socketName) {
		return Path.of(new String(socketName, StandardCharsets.UTF_8));
	}

	private static SocketError errorOf(IOException ex, byte[] socketName) {
		if (isRefusal(ex)) {
			return SocketError.REFUSED;
		}
		if (ex instanceof OperationNotSupportedSocketException) {
			return SocketError.WRONG_TYPE;
		}
		if (socketName.length == 0 || socketName[0] == 0) {
			return SocketError.OTHER;
		}
		try {
			return fileErrorOf(path(socketName));
		}
		catch (InvalidPathException unmappable) {
			// The JVM's locale has no such characters, so it can't look at the file.
			return SocketError.OTHER;
		}
	}

	private static boolean isRefusal(@Nullable Throwable ex) {
		// A broken pipe comes wrapped, as if somebody had closed our channel.
		return ex != null
				&& (ex instanceof ConnectionRefusedSocketException || ex instanceof ConnectionResetSocketException
						|| ex instanceof BrokenPipeSocketException || isRefusal(ex.getCause()));
	}

	private static SocketError fileErrorOf(Path path) {
		try {
			path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
			return SocketError.OTHER;
		}
		catch (NoSuchFileException ex) {
			return SocketError.NO_SUCH_FILE;
		}
		catch (AccessDeniedException ex) {
			return SocketError.ACCESS_DENIED;
		}
		catch (IOException ex) {
			return unnamedErrorOf(path);
		}
	}

	/**
	 * Tell apart what the JDK has no exceptions of their own for.
	 */
	private static SocketError unnamedErrorOf(Path path) {
		if (isBelowAFile(path)) {
			return SocketError.NO_SUCH_FILE;
		}
		// There, but its file system is read only (EROFS); or else its links lead in a
		// circle (ELOOP).
		return Files.exists(path) ? SocketError.ACCESS_DENIED : SocketError.OTHER;
	}

	/**
	 * Return whether a file stands where a directory is to be (ENOTDIR).
	 */
	private static boolean isBelowAFile(Path path) {
		Path above = path.getParent();
		while (above != null && !Files.exists(above)) {
			above = above.getParent();
		}
		return above != null && !Files.isDirectory(above);
	}

	private static SocketError bindErrorOf(IOException ex, Path path) {
		if (ex instanceof AddressAlreadyInUseSocketException || ex instanceof BindException
				|| Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return SocketError.ADDRESS_IN_USE;
		}
		Path parent = path.getParent();
		return (parent != null) ? fileErrorOf(parent) : SocketError.OTHER;
	}

}

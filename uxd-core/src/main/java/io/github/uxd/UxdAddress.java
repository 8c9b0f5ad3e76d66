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

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Unix-domain socket: the path of its file, or on Linux an abstract name
 * that has none. It is made of bytes; text stands for them in UTF-8. Immutable.
 */
public final class UxdAddress {

	/**
	 * {@code sun_path} has 108 bytes on Linux (unix(7)) and 104 on macOS and the BSDs,
	 * the last of them for the terminator.
	 */
	private static final int MAXIMUM_LENGTH = isLinux() ? 107 : 103;

	private final byte[] name;

	private final int hash;

	private @Nullable String text;

	private UxdAddress(byte[] name) {
		this.name = name;
		this.hash = Arrays.hashCode(name);
	}

	private static boolean isLinux() {
		return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
	}

	/**
	 * Return how long the path of a socket file may be.
	 * @return the number of bytes: 107 on Linux, 103 elsewhere
	 */
	public static int maximumLength() {
		return MAXIMUM_LENGTH;
	}

	/**
	 * Make the address of the socket at a path. A relative path is taken from the working
	 * directory of the process.
	 * @param path the path of the socket file
	 * @return the address
	 * @throws IllegalArgumentException if the path has too many bytes
	 */
	public static UxdAddress of(Path path) {
		return of(path.toAbsolutePath().toString());
	}

	/**
	 * Make the address of the socket at a path. A relative path stays relative: it stands
	 * for what a sender has bound its socket to, and {@linkplain #isRelative() nothing is
	 * sent there}. {@link #of(Path)} makes it absolute.
	 * @param path the path of the socket file, as the kernel has it
	 * @return the address
	 * @throws IllegalArgumentException if the path is empty or has too many bytes
	 */
	public static UxdAddress of(String path) {
		return ofBytes(path.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Make an address of its text form, as it stands in properties and in what
	 * {@link #toString()} returns.
	 * @param text an absolute path such as {@code /run/warehouse.sock}, the name of a
	 * socket in Linux's abstract namespace with an at sign in front, such as
	 * {@code @warehouse}, or a {@linkplain #isRelative() relative path}. A backslash
	 * begins an escape: {@code \\} stands for itself, four digits after
	 * {@code \}{@code u} for a UTF-16 character, and two after {@code \x} for a byte.
	 * @return the address
	 * @throws IllegalArgumentException if the text is empty, has a backslash that begins
	 * no escape, or stands for what no socket can have, such as too many bytes
	 */
	public static UxdAddress parse(String text) {
		return ofBytes(AddressText.parse(text));
	}

	/**
	 * Make an address of its bytes, whatever they say in UTF-8 or any other character
	 * set.
	 * @param name the bytes of a path without its terminator, or of an abstract name with
	 * its leading zero byte
	 * @return the address
	 * @throws IllegalArgumentException if there are no bytes or too many, or a path
	 * contains a zero byte
	 */
	public static UxdAddress ofBytes(byte[] name) {
		if (name.length == 0) {
			throw new IllegalArgumentException("The address of a socket is empty");
		}
		boolean isPath = name[0] != 0;
		if (name.length > (isPath ? MAXIMUM_LENGTH : MAXIMUM_LENGTH + 1)) {
			throw new IllegalArgumentException("The address of a socket has " + name.length
					+ " bytes, but the kernel takes at most " + MAXIMUM_LENGTH + ": " + AddressText.ofBeginning(name));
		}
		for (int i = 0; isPath && i < name.length; i++) {
			if (name[i] == 0) {
				throw new IllegalArgumentException("The path contains a zero byte: " + AddressText.ofBeginning(name));
			}
		}
		return new UxdAddress(name.clone());
	}

	/**
	 * Take the address that the kernel gives of a sender, as it is.
	 * @param name the bytes, one at least; taken over
	 */
	static UxdAddress ofSender(byte[] name) {
		return new UxdAddress(name);
	}

	/**
	 * Make the address of a socket in Linux's abstract namespace.
	 * @param name the name, without the zero byte in front
	 * @return the address
	 * @throws IllegalArgumentException if the name has too many bytes
	 */
	public static UxdAddress ofAbstract(String name) {
		return ofBytes(("\0" + name).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return whether the socket has a name in the abstract namespace and no file.
	 * @return {@code true} if so
	 */
	public boolean isAbstract() {
		return this.name[0] == 0;
	}

	/**
	 * Return whether this is a path that isn't absolute. A sender may bind its socket to
	 * one: that leads to it from its own working directory, which nobody else knows, and
	 * from ours to whatever stands there. So {@link Peer#send} refuses to send there.
	 * @return {@code true} if so; {@code false} for an absolute path and an abstract name
	 */
	public boolean isRelative() {
		return !isAbstract() && this.name[0] != '/';
	}

	/**
	 * Return the path of the socket file.
	 * @return the path, which is relative if {@link #isRelative()} says so, or
	 * {@code null} if the name is abstract or has bytes that no path of this JVM can
	 * stand for
	 */
	public @Nullable Path path() {
		String path = new String(this.name, StandardCharsets.UTF_8);
		if (isAbstract() || !Arrays.equals(path.getBytes(StandardCharsets.UTF_8), this.name)) {
			return null;
		}
		try {
			return Path.of(path);
		}
		catch (InvalidPathException ex) {
			// The locale that the JVM was started in has no such characters.
			return null;
		}
	}

	/**
	 * Return the bytes of the address.
	 * @return a new array: a path without its terminator, or an abstract name with its
	 * leading zero byte
	 */
	public byte[] toBytes() {
		return this.name.clone();
	}

	/**
	 * Return whether these are the bytes of this address.
	 * @param bytes an array
	 * @param length how many of its bytes count
	 */
	boolean hasBytes(byte[] bytes, int length) {
		return Arrays.equals(this.name, 0, this.name.length, bytes, 0, length);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof UxdAddress address && this.hash == address.hash
				&& Arrays.equals(this.name, address.name));
	}

	@Override
	public int hashCode() {
		return this.hash;
	}

	/**
	 * Return the address as people write it, in full: two that differ at their ends are
	 * not to be taken for one, so none is cut. (The kernel bounds what a sender can
	 * choose: 108 bytes, which are 648 characters if each is a control character.)
	 * @return the path, or the abstract name with an {@code @} in front, escaped as by
	 * {@link OneLine}; bytes that are not UTF-8 show as {@code \xff}, and an {@code @}
	 * that a relative path begins with as an escape. {@link #parse(String)} makes the
	 * address of it again.
	 */
	@Override
	public String toString() {
		String text = this.text;
		if (text == null) {
			text = AddressText.of(this.name);
			this.text = text;
		}
		return text;
	}

}

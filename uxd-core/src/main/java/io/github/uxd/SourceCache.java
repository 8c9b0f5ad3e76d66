package io.github.uxd;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The addresses of those who sent lately, so that a datagram from one of them makes no
 * new object, even if it isn't from the same as the one before. Bounded; a new sender
 * takes the place of one that it collides with.
 */
final class SourceCache {

	private static final int SIZE = 64;

	private final @Nullable UxdAddress[] addresses = new @Nullable UxdAddress[SIZE];

	/**
	 * Return the address with these bytes.
	 * @param name an array
	 * @param length how many of its bytes count; 0 means that the sender has no name
	 */
	@Nullable UxdAddress get(byte[] name, int length) {
		if (length == 0) {
			return null;
		}
		int hash = 1;
		for (int i = 0; i < length; i++) {
			hash = 31 * hash + name[i];
		}
		int index = (hash ^ (hash >>> 16)) & (SIZE - 1);
		UxdAddress address = this.addresses[index];
		if (address == null || !address.hasBytes(name, length)) {
			address = UxdAddress.ofSender(Arrays.copyOf(name, length));
			this.addresses[index] = address;
		}
		return address;
	}

}

package io.github.uxd.spring.core;

import io.github.uxd.UxdAddress;
import io.github.uxd.text.OneLine;

/**
 * The text form of destinations, as it stands in properties and annotations.
 */
public final class UxdDestinations {

	private UxdDestinations() {
	}

	/**
	 * Make an address of its text form.
	 * @param text an absolute path such as {@code /run/warehouse.sock}, or the name of a
	 * socket in Linux's abstract namespace with an at sign in front, such as
	 * {@code @warehouse}
	 * @return the address
	 * @throws IllegalArgumentException if the text is empty, or a path that isn't
	 * absolute, or has more bytes than the kernel takes
	 */
	public static UxdAddress parse(String text) {
		if (text.startsWith("@") && text.length() > 1) {
			return UxdAddress.ofAbstract(text.substring(1));
		}
		if (text.startsWith("/")) {
			return UxdAddress.of(text);
		}
		throw new IllegalArgumentException("The destination \"" + OneLine.of(text)
				+ "\" is neither an absolute path (\"/run/x.sock\") nor an abstract name (\"@x\")");
	}

}

package io.github.uxd;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Permission bits as text, the way people who use {@code chmod} and {@code umask} write
 * them.
 */
final class Octal {

	private static final Pattern DIGITS = Pattern.compile("(?:0o)?([0-7]{1,5})");

	private Octal() {
	}

	/**
	 * Read octal digits: {@code "077"}, {@code "0077"} and {@code "0o077"} all mean the
	 * same.
	 */
	static int parse(String what, String text, int maximum, String example) {
		Matcher matcher = DIGITS.matcher(text.trim());
		int value = matcher.matches() ? Integer.parseInt(matcher.group(1), 8) : -1;
		if (value < 0 || value > maximum) {
			throw new IllegalArgumentException("The " + what + " \"" + text + "\" is not an octal number from 0 to "
					+ format(maximum) + ", such as \"" + example + "\"");
		}
		return value;
	}

	static String format(int value) {
		String digits = Integer.toOctalString(value);
		return "0".repeat(Math.max(1, 4 - digits.length())) + digits;
	}

}

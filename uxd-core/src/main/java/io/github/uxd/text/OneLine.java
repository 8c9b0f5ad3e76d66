package io.github.uxd.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Makes text that others choose fit for a line of a log, a terminal or a message:
 * payloads, sources, names of processes, and what exceptions say of them. Whatever a
 * terminal would obey, and whatever isn't seen, shows as an escape, so that nobody can
 * forge a line, colour it or turn it round.
 * <p>
 * Escaped are control characters and line breaks, format characters (those that change
 * the direction of text or have no width), surrogates that stand alone, characters that
 * are private or not assigned, and the backslash itself: as {@code \}{@code u000a}, or
 * {@code \\} for the backslash. A character above U+FFFF is two such escapes, as in Java.
 * So no two texts look the same.
 */
public final class OneLine {

	/**
	 * How many characters a text has at most that was made {@linkplain #of(Object) for a
	 * line}.
	 */
	public static final int MAXIMUM_LENGTH = 200;

	private OneLine() {
	}

	/**
	 * Make a text fit for a line.
	 * @param value the text, or an object that has one, such as an exception; may be
	 * {@code null}
	 * @return the text, escaped; of one that needs more than {@value #MAXIMUM_LENGTH}
	 * characters the beginning, and how many characters there are
	 */
	public static String of(@Nullable Object value) {
		return of(value, MAXIMUM_LENGTH);
	}

	/**
	 * Make a text fit for a line.
	 * @param value the text, or an object that has one; may be {@code null}
	 * @param maximumLength how many characters the result may have, 50 or more
	 * @return the text, escaped; of one that needs more characters the beginning, and how
	 * many characters there are
	 */
	public static String of(@Nullable Object value, int maximumLength) {
		String text = String.valueOf(value);
		String cut = "... (" + text.length() + " characters)";
		StringBuilder line = new StringBuilder(Math.min(text.length(), maximumLength));
		int fits = 0;
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			append(line, text.codePointAt(i));
			if (line.length() > maximumLength) {
				line.setLength(fits);
				return line.append(cut).toString();
			}
			if (line.length() <= maximumLength - cut.length()) {
				fits = line.length();
			}
		}
		return line.toString();
	}

	/**
	 * Make bytes that ought to be text in UTF-8 fit for a line. Nothing is cut: it is for
	 * bytes that are few.
	 * @param bytes the bytes
	 * @return the text, escaped; bytes that are not UTF-8 show as {@code \xff}
	 */
	public static String ofBytes(byte[] bytes) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		ByteBuffer in = ByteBuffer.wrap(bytes);
		CharBuffer out = CharBuffer.allocate(bytes.length);
		StringBuilder line = new StringBuilder(bytes.length);
		while (true) {
			CoderResult result = decoder.decode(in, out, true);
			out.flip().codePoints().forEach((character) -> append(line, character));
			if (!result.isMalformed()) {
				return line.toString();
			}
			for (int i = 0; i < result.length(); i++) {
				line.append(String.format(Locale.ROOT, "\\x%02x", in.get()));
			}
			out.clear();
			decoder.reset();
		}
	}

	/**
	 * Return whether a text is fit for a line as it is. (A backslash is: only who escapes
	 * has to tell it from an escape.)
	 * @param text the text
	 * @param maximumLength how many characters it may have
	 * @return {@code true} if it isn't longer, and nothing in it needs an escape
	 */
	public static boolean isOne(String text, int maximumLength) {
		return text.length() <= maximumLength && text.codePoints().noneMatch(OneLine::isUnseen);
	}

	private static boolean isUnseen(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
				true;
			default -> false;
		};
	}

	private static void append(StringBuilder line, int character) {
		if (character == '\\') {
			line.append("\\\\");
		}
		else if (isUnseen(character)) {
			for (char unit : Character.toChars(character)) {
				line.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
			}
		}
		else {
			line.appendCodePoint(character);
		}
	}

}

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
 * the direction of text or have no width), other characters that are drawn as nothing,
 * all spaces but the ordinary one, accents and other marks from the third on over one
 * character, surrogates that stand alone, characters that are private or not assigned,
 * and the backslash itself: as {@code \}{@code u000a}, or {@code \\} for the backslash. A
 * character above U+FFFF is two such escapes, as in Java. So whatever is in a text can be
 * seen, but for spaces at its end. Still two texts may look alike: letters of two scripts
 * often do, and a letter with its accent is one character or two.
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
		Line line = new Line(Math.min(text.length(), maximumLength));
		int fits = 0;
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			line.append(text.codePointAt(i));
			if (line.length() > maximumLength) {
				return line.cut(fits, cut);
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
		Line line = new Line(bytes.length);
		while (true) {
			CoderResult result = decoder.decode(in, out, true);
			out.flip().codePoints().forEach(line::append);
			if (!result.isMalformed()) {
				return line.toString();
			}
			for (int i = 0; i < result.length(); i++) {
				line.append(in.get());
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
		UnseenCharacters unseen = new UnseenCharacters();
		return text.length() <= maximumLength && text.codePoints().noneMatch(unseen::isNext);
	}

	/**
	 * A line in the making.
	 */
	private static final class Line {

		private final StringBuilder text;

		private final UnseenCharacters unseen = new UnseenCharacters();

		Line(int capacity) {
			this.text = new StringBuilder(capacity);
		}

		void append(int character) {
			if (this.unseen.isNext(character)) {
				for (char unit : Character.toChars(character)) {
					this.text.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
				}
			}
			else if (character == '\\') {
				this.text.append("\\\\");
			}
			else {
				this.text.appendCodePoint(character);
			}
		}

		void append(byte malformed) {
			this.unseen.skip();
			this.text.append(String.format(Locale.ROOT, "\\x%02x", malformed));
		}

		int length() {
			return this.text.length();
		}

		String cut(int length, String end) {
			this.text.setLength(length);
			return this.text.append(end).toString();
		}

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

}

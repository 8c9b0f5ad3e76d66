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

/**
 * Tells which characters of a text nobody would see, or would see in the wrong place. It
 * is asked for one after the other. Not thread-safe.
 */
final class UnseenCharacters {

	/**
	 * How many marks may stand over or under a character. Accents, vowels and tones need
	 * one or two; any number would hide what is around them.
	 */
	private static final int MOST_MARKS = 2;

	/**
	 * First and last ones of those that are drawn as nothing or as a space though their
	 * category doesn't tell it, ascending: what Unicode's DerivedCoreProperties lists as
	 * Default_Ignorable_Code_Point and is neither a format character nor unassigned
	 * (fillers, joiners, variation selectors); the blank ones of Braille, of Egyptian
	 * hieroglyphs and of musical notes, and the filler of the Khitan script.
	 */
	private static final int[] BLANK = { 0x034f, 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x2800, 0x2800,
			0x3164, 0x3164, 0xfe00, 0xfe0f, 0xffa0, 0xffa0, 0x13441, 0x13442, 0x16fe4, 0x16fe4, 0x1d159, 0x1d159,
			0xe0100, 0xe01ef };

	// At the beginning there is nothing that a mark could stand over.
	private int marks = MOST_MARKS;

	/**
	 * Tell about the next character.
	 * @return {@code true} if it has to be shown in another way
	 */
	boolean isNext(int character) {
		boolean mark = isMark(character);
		boolean unseen = (mark && this.marks == MOST_MARKS) || isUnseen(character);
		if (unseen) {
			skip();
		}
		else {
			this.marks = mark ? this.marks + 1 : 0;
		}
		return unseen;
	}

	/**
	 * Tell that something else was shown, which no mark may change.
	 */
	void skip() {
		this.marks = MOST_MARKS;
	}

	private static boolean isMark(int character) {
		return switch (Character.getType(character)) {
			case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
			default -> false;
		};
	}

	private static boolean isUnseen(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
				true;
			case Character.SPACE_SEPARATOR -> character != ' ';
			default -> isBlank(character);
		};
	}

	private static boolean isBlank(int character) {
		for (int i = 0; i < BLANK.length && BLANK[i] <= character; i += 2) {
			if (character <= BLANK[i + 1]) {
				return true;
			}
		}
		return false;
	}

}

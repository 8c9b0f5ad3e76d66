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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OneLineTests {

	@ParameterizedTest
	@CsvSource({ "a, a", "gr\u00fc\u00df dich, gr\u00fc\u00df dich", "'', ''", "null, null", "a\\b, a\\\\b",
			"\\u000a, \\\\u000a", "\uD83D\uDE00, \uD83D\uDE00" })
	void textStaysAsItIsButForTheBackslash(String text, String line) {
		assertThat(OneLine.of(text)).isEqualTo(line);
	}

	@Test
	void whatATerminalObeysOrNobodySeesIsEscaped() {
		assertThat(OneLine.of("a\nb\r\t\u001b[31m\u0000\u0085\u009b\u007f"))
			.isEqualTo("a\\u000ab\\u000d\\u0009\\u001b[31m\\u0000\\u0085\\u009b\\u007f");
		assertThat(OneLine.of("\u202e \u200b \u2066 \ufeff \u00ad"))
			.isEqualTo("\\u202e \\u200b \\u2066 \\ufeff \\u00ad");
		assertThat(OneLine.of("\u2028\u2029")).isEqualTo("\\u2028\\u2029");
		assertThat(OneLine.of("\ue000\ufdd0")).isEqualTo("\\ue000\\ufdd0");
		assertThat(OneLine.of("\ud800x\udc00")).isEqualTo("\\ud800x\\udc00");
		assertThat(OneLine.of(Character.toString(0xe0001))).isEqualTo("\\udb40\\udc01");
	}

	/**
	 * Default_Ignorable_Code_Point, as Unicode's DerivedCoreProperties has it.
	 */
	@ParameterizedTest
	@CsvSource({ "00AD, 00AD", "034F, 034F", "061C, 061C", "115F, 1160", "17B4, 17B5", "180B, 180F", "200B, 200F",
			"202A, 202E", "2060, 206F", "3164, 3164", "FE00, FE0F", "FEFF, FEFF", "FFA0, FFA0", "FFF0, FFF8",
			"1BCA0, 1BCA3", "1D173, 1D17A", "E0000, E0FFF" })
	void whatIsDrawnAsNothingIsEscaped(String first, String last) {
		IntStream.rangeClosed(Integer.parseInt(first, 16), Integer.parseInt(last, 16)).forEach(this::isEscaped);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00A0", "1680", "2000", "2003", "200A", "202F", "205F", "3000", "2800", "16FE4", "1D159",
			"13441", "13442" })
	void whatIsDrawnAsASpaceIsEscapedUnlessItIsOne(String character) {
		isEscaped(Integer.parseInt(character, 16));
		assertThat(OneLine.of("a b")).isEqualTo("a b");
	}

	private void isEscaped(int character) {
		String text = "a" + Character.toString(character) + "b";
		assertThat(OneLine.isOne(text, 50)).as("U+%X", character).isFalse();
		assertThat(OneLine.of(text)).startsWith("a\\u").endsWith("b").isASCII();
		assertThat(OneLine.ofBytes(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(OneLine.of(text));
	}

	@Test
	void twoMarksOverACharacterAreTextAndMoreAreNot() {
		for (String text : new String[] { "re\u0301sume\u0301", "Vie\u0323\u0302t", "\u0e01\u0e35\u0e48" }) {
			assertThat(OneLine.of(text)).isEqualTo(text);
			assertThat(OneLine.ofBytes(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
			assertThat(OneLine.isOne(text, 50)).isTrue();
		}
		String heap = "a" + "\u0301".repeat(150) + "b\u0301";
		assertThat(OneLine.of("a\u0301\u0302\u0303\u20ddb\u0301")).isEqualTo("a\u0301\u0302\\u0303\\u20ddb\u0301");
		assertThat(OneLine.isOne(heap, 1000)).isFalse();
		assertThat(OneLine.ofBytes(heap.getBytes(StandardCharsets.UTF_8)))
			.isEqualTo("a\u0301\u0301" + "\\u0301".repeat(148) + "b\u0301");
	}

	@Test
	void aMarkThatHasNothingToStandOverIsEscaped() {
		assertThat(OneLine.of("\u0338")).isEqualTo("\\u0338");
		assertThat(OneLine.of("\n\u0338")).as("would strike out the escape").isEqualTo("\\u000a\\u0338");
		assertThat(OneLine.ofBytes(new byte[] { 'a', (byte) 0xff, (byte) 0xcc, (byte) 0xb8 }))
			.isEqualTo("a\\xff\\u0338");
	}

	@Test
	void anythingHasAText() {
		assertThat(OneLine.of(null)).isEqualTo("null");
		assertThat(OneLine.of(new IllegalStateException("a\nb")))
			.isEqualTo("java.lang.IllegalStateException: a\\u000ab");
	}

	@Test
	void noCharacterIsTwoLines() {
		assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
			.filter((character) -> !OneLine.isOne(OneLine.of(Character.toString(character)), 12))
			.mapToObj((character) -> "U+" + Integer.toHexString(character))).isEmpty();
	}

	@Test
	void whatIsTooLongIsCutBetweenCharactersAndTellsItsLength() {
		assertThat(OneLine.of("x".repeat(200))).isEqualTo("x".repeat(200));
		assertThat(OneLine.of("x".repeat(201))).hasSize(200).startsWith("xxx").endsWith("x... (201 characters)");
		assertThat(OneLine.of("\n".repeat(65_618))).hasSizeBetween(190, 200).endsWith("\\u000a... (65618 characters)");
		assertThat(OneLine.of("\uD83D\uDE00".repeat(150))).hasSizeBetween(190, 200)
			.endsWith("\uD83D\uDE00... (300 characters)");
		assertThat(OneLine.of("\n".repeat(33))).isEqualTo("\\u000a".repeat(33));
		assertThat(OneLine.of("x".repeat(500), 300)).hasSize(300);
	}

	@Test
	void bytesThatAreNotUtf8ShowAsSuch() {
		assertThat(OneLine.ofBytes("gr\u00fc\u00df\n\\".getBytes(StandardCharsets.UTF_8)))
			.isEqualTo("gr\u00fc\u00df\\u000a\\\\");
		assertThat(OneLine.ofBytes(new byte[] { 'a', (byte) 0xff, (byte) 0xc3, (byte) 0xbc, (byte) 0xc3 }))
			.isEqualTo("a\\xff\u00fc\\xc3");
		assertThat(OneLine.ofBytes(new byte[0])).isEmpty();
		byte[] many = new byte[500];
		Arrays.fill(many, (byte) 0x80);
		assertThat(OneLine.ofBytes(many)).isEqualTo("\\x80".repeat(500));
	}

	@Test
	void aBackslashNeedsNoEscapeOfItsOwn() {
		assertThat(OneLine.isOne("a\\b", 3)).isTrue();
		assertThat(OneLine.isOne("a\\b", 2)).isFalse();
		assertThat(OneLine.isOne("a\nb", 3)).isFalse();
	}

}

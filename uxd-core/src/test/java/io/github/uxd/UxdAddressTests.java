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
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UxdAddressTests {

	@Test
	void aPathIsKeptAsItIs() {
		UxdAddress address = UxdAddress.of("/run/ä.sock");
		assertThat(address).hasToString("/run/ä.sock").isEqualTo(UxdAddress.of(Path.of("/run/ä.sock")));
		assertThat(address).hasSameHashCodeAs(UxdAddress.of(Path.of("/run/ä.sock")));
		assertThat(address.path()).isEqualTo(Path.of("/run/ä.sock"));
		assertThat(address.isAbstract()).isFalse();
		assertThat(UxdAddress.ofBytes(address.toBytes())).isEqualTo(address);
		assertThat(address).isNotEqualTo(UxdAddress.of("/run/a.sock"));
	}

	@Test
	void anAbstractNameHasNoPath() {
		UxdAddress address = UxdAddress.ofAbstract("bus");
		assertThat(address).hasToString("@bus");
		assertThat(address.isAbstract()).isTrue();
		assertThat(address.path()).isNull();
		assertThat(address.toBytes()).containsExactly(0, 'b', 'u', 's');
	}

	@Test
	void aRelativePathOfTheFileSystemIsMadeAbsolute() {
		assertThat(UxdAddress.of(Path.of("x.sock"))).hasToString(Path.of("x.sock").toAbsolutePath().toString());
	}

	@Test
	void aPathThatIsNotAbsoluteIsRelative() {
		assertThat(UxdAddress.of("x.sock").isRelative()).isTrue();
		assertThat(UxdAddress.of("@bus").isRelative()).isTrue();
		assertThat(UxdAddress.of("/x.sock").isRelative()).isFalse();
		assertThat(UxdAddress.ofAbstract("x").isRelative()).isFalse();
	}

	@Test
	void whatATerminalWouldObeyShowsAsEscapes() {
		assertThat(UxdAddress.of("/a\nb")).hasToString("/a\\u000ab");
		assertThat(UxdAddress.of("/a\u202eb\u2066c\u200b")).hasToString("/a\\u202eb\\u2066c\\u200b");
		assertThat(UxdAddress.ofBytes(new byte[] { '/', (byte) 0xff })).hasToString("/\\xff");
		assertThat(UxdAddress.ofAbstract("a\0\u001b")).hasToString("@a\\u0000\\u001b");
	}

	@Test
	void noTwoAddressesLookTheSame() {
		assertThat(UxdAddress.of("/a\\u000ab")).hasToString("/a\\\\u000ab");
		assertThat(UxdAddress.of("/\\xff")).hasToString("/\\\\xff");
		assertThat(UxdAddress.of("@bus")).hasToString("\\u0040bus");
		String longest = "/" + "\n".repeat(UxdAddress.maximumLength() - 1);
		assertThat(UxdAddress.of(longest)).hasToString("/" + "\\u000a".repeat(UxdAddress.maximumLength() - 1));
	}

	@Test
	void theTextFormIsReadBack() {
		assertThat(UxdAddress.parse("/run/x.sock")).isEqualTo(UxdAddress.of("/run/x.sock"));
		assertThat(UxdAddress.parse("@warehouse")).isEqualTo(UxdAddress.ofAbstract("warehouse"));
		assertThat(UxdAddress.parse("@@")).isEqualTo(UxdAddress.ofAbstract("@"));
		assertThat(UxdAddress.parse("\\u0040bus")).isEqualTo(UxdAddress.of("@bus"));
		assertThat(UxdAddress.parse("x.sock")).isEqualTo(UxdAddress.of("x.sock"));
		assertThat(UxdAddress.parse("/a\\\\b")).isEqualTo(UxdAddress.of("/a\\b"));
		assertThat(UxdAddress.parse("/\\ud83d\\ude00")).isEqualTo(UxdAddress.of("/\ud83d\ude00"));
		assertThat(UxdAddress.parse("/\\xC3\\xA4")).isEqualTo(UxdAddress.of("/ä"));
	}

	@ParameterizedTest
	@MethodSource("oddNames")
	void everyAddressIsReadBackFromItsTextForm(byte[] name) {
		UxdAddress address = UxdAddress.ofSender(name);
		assertThat(UxdAddress.parse(address.toString())).isEqualTo(address);
	}

	static Stream<byte[]> oddNames() {
		return Stream
			.of("/", "@", "\\", "\0", "\0@", "@@", "\0\0\0", "/\\xff", "\\u0040", "/\\\\", " ", "../x", "~/x",
					"/\u00e9e\u0301\u0301\u0301", "/\u202e\ud83d\ude00\udb40\udc01")
			.map((text) -> text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void soIsWhateverElseASenderMayChoose() {
		Random random = new Random(20260117);
		byte[] special = { 0, '@', '\\', '/', 'u', 'x', '0', 'f', '\n', (byte) 0xc3, (byte) 0xa4, (byte) 0xf0,
				(byte) 0xff };
		for (int i = 0; i < 20_000; i++) {
			byte[] name = new byte[1 + random.nextInt(UxdAddress.maximumLength())];
			random.nextBytes(name);
			for (int j = 0; j < name.length; j++) {
				name[j] = random.nextInt(3) > 0 ? special[random.nextInt(special.length)] : name[j];
				name[j] = (j > 0 && name[0] != 0 && name[j] == 0) ? 1 : name[j];
			}
			UxdAddress address = UxdAddress.ofBytes(name);
			assertThat(UxdAddress.parse(address.toString())).isEqualTo(address);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/a\\", "/a\\b", "/a\\u12", "/\\x0", "/\\u0000", "@\\" })
	void whatIsNoTextFormIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> UxdAddress.parse(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "@" })
	void aTextFormThatIsTooLongIsRefused(String start) {
		String text = start + "x".repeat(UxdAddress.maximumLength() + 1);
		assertThatIllegalArgumentException().isThrownBy(() -> UxdAddress.parse(text))
			.withMessageContaining("at most")
			.withMessageContaining(text);
	}

	@Test
	void anAddressThatIsMuchTooLongIsToldOfInShort() {
		assertThatIllegalArgumentException().isThrownBy(() -> UxdAddress.of("/" + "\n".repeat(100_000)))
			.withMessageContaining("100001")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1500));
	}

	@Test
	void whatNoSocketCanHaveIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> UxdAddress.of("")).withMessageContaining("empty");
		assertThatIllegalArgumentException().isThrownBy(() -> UxdAddress.of("/a\0b")).withMessageContaining("zero");
		int limit = UxdAddress.maximumLength();
		UxdAddress.of("/" + "x".repeat(limit - 1));
		assertThatIllegalArgumentException().isThrownBy(() -> UxdAddress.of("/" + "x".repeat(limit)))
			.withMessageContaining(Integer.toString(limit + 1))
			.withMessageContaining(Integer.toString(limit));
	}

}

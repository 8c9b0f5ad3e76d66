package io.github.uxd;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

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

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
	void controlCharactersShowAsEscapes() {
		assertThat(UxdAddress.of("/a\nb")).hasToString("/a\\x0ab");
		assertThat(UxdAddress.ofBytes(new byte[] { '/', (byte) 0xff })).hasToString("/\\xff");
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

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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UmaskTests {

	@ParameterizedTest
	@ValueSource(strings = { "77", "077", "0077", "0o077", "0o77", " 0077 " })
	void octalTextMeansTheSameWithAndWithoutPrefix(String text) {
		Umask umask = Umask.of(text);
		assertThat(umask).isEqualTo(Umask.of("77")).hasSameHashCodeAs(Umask.of("77")).hasToString("0077");
		assertThat(umask.socketFileMode()).isEqualTo(0700);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "8", "0088", "0x3f", "-1", "01000", "u=rwx", "0b11", "000000" })
	void otherTextIsRefusedWithAnExampleOfWhatToWrite(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Umask.of(text))
			.withMessageContaining("umask \"" + text + "\"")
			.withMessageContaining("\"0077\"");
	}

	@Test
	void theProcessTellsItsUmaskInItsStatus() {
		assertThat(Umask.ofProcessStatus(List.of("Name:\tjava", "Umask:\t0027", "State:\tR"))).hasToString("0027");
		assertThat(Umask.ofProcessStatus(List.of("Name:\tjava"))).as("an old kernel").hasToString("0077");
	}

	@Test
	void theUmaskOfThisProcessIsTheOneItsFilesAreMadeWith() throws Exception {
		org.junit.jupiter.api.Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "has /proc");
		Process shell = new ProcessBuilder("sh", "-c", "umask").start();
		String printed = new String(shell.getInputStream().readAllBytes()).trim();
		assertThat(Umask.ofProcess()).isEqualTo(Umask.of(printed));
	}

	@Test
	void permissionsMayHaveTheStickyBit() {
		assertThat(DirectoryPermissions.of("01700").mode()).isEqualTo(01700);
		assertThat(DirectoryPermissions.of("700")).isEqualTo(DirectoryPermissions.OWNER_ONLY).hasToString("0700");
		assertThatIllegalArgumentException().isThrownBy(() -> DirectoryPermissions.of("rwx------"))
			.withMessageContaining("permissions \"rwx------\"");
	}

}

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
package io.github.uxd.internal.file;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class FileStatusTests {

	private static final int DIRECTORY = 0040000;

	@ParameterizedTest
	@CsvSource({ "0700,false,false", "0755,false,true", "0701,false,true", "0710,false,true", "0744,false,false",
			"0720,true,false", "0702,true,false", "0777,true,true", "01777,false,true", "01720,false,false" })
	void othersMayAsTheModeSays(String mode, boolean mayReplace, boolean mayPass) throws Exception {
		FileStatus status = of(Integer.parseInt(mode, 8), 0);
		assertThat(status.permissions()).isEqualTo(Integer.parseInt(mode, 8));
		assertThat(status.isReplaceableByOthers()).isEqualTo(mayReplace);
		assertThat(status.isSearchableByOthers()).isEqualTo(mayPass);
	}

	@Test
	void whoOwnsItIsUsRootOrAnother() throws Exception {
		int us = ProcessUser.id();
		assertThat(of(0, us).isOurs()).isTrue();
		assertThat(of(0, us).isForeign()).isFalse();
		assertThat(of(0, ProcessUser.ROOT).isForeign()).isFalse();
		assertThat(of(0, us + 1).isOurs()).isFalse();
		assertThat(of(0, us + 1).isForeign()).isTrue();
	}

	@Test
	void theGroupOfTheProcessIsThatOfItsNewFiles() throws Exception {
		FileStatus self = FileStatus.of(Path.of("/proc/self"));
		assertThat(self).isNotNull();
		int group = ProcessUser.group();
		assertThat(self.group()).isEqualTo(group);
		assertThat(self.hasGroupOfProcess()).isTrue();
		assertThat(new FileStatus(0, 0, group + 1, 1, "key").hasGroupOfProcess()).isFalse();
	}

	private static FileStatus of(int permissions, int owner) {
		return new FileStatus(DIRECTORY | permissions, owner, 0, 1, "key");
	}

}

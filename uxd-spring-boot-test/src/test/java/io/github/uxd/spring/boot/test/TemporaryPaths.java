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
package io.github.uxd.spring.boot.test;

import java.nio.file.Path;

import io.github.uxd.PeerDirectories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the socket files of temporary peers are.
 */
final class TemporaryPaths {

	private TemporaryPaths() {
	}

	/**
	 * Return the directory that a temporary peer has made for itself.
	 */
	static Path root(Path socketFile) {
		Path head = PeerDirectories.ofHio().temporaryHead();
		// The socket file may be gone.
		assertThat(socketFile).startsWithRaw(head);
		Path root = head.resolve(head.relativize(socketFile).getName(0));
		assertThat(root.getFileName().toString()).startsWith("hio_uxd_").endsWith("_test");
		return root;
	}

}

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

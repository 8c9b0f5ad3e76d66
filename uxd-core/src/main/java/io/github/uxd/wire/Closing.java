package io.github.uxd.wire;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Closes several things, each whatever becomes of the others.
 */
final class Closing {

	private Closing() {
	}

	/**
	 * Close all.
	 * @throws IOException what the first one that can't be closed throws; what the others
	 * do is suppressed
	 */
	static void all(List<? extends Closeable> all) throws IOException {
		Exception failure = null;
		for (Closeable one : all) {
			try {
				one.close();
			}
			catch (IOException | RuntimeException ex) {
				failure = first(failure, ex);
			}
		}
		if (failure instanceof IOException ex) {
			throw ex;
		}
		if (failure instanceof RuntimeException ex) {
			throw ex;
		}
	}

	private static Exception first(@Nullable Exception failure, Exception next) {
		if (failure == null) {
			return next;
		}
		failure.addSuppressed(next);
		return failure;
	}

}

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
package io.github.uxd.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.uxd.internal.file.ForeignLinkException;
import io.github.uxd.internal.file.OpenDirectory;
import io.github.uxd.internal.file.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds the files of a log, held open.
 *
 * @param open the directory
 * @param temporary the log's own temporary one, to be removed with it, or {@code null}
 */
record WireDirectory(OpenDirectory open, @Nullable TemporaryDirectory temporary) implements Closeable {

	private static final Logger LOG = LoggerFactory.getLogger(WireLog.class);

	private static final String NAME = "wirelogs";

	/**
	 * Use the directory below the head directory, or else the one below the alternative.
	 */
	static WireDirectory find(Path head, Path alternative, String prefix) throws IOException {
		Path directory = head.resolve(prefix).resolve(NAME).normalize();
		try {
			OpenDirectory open = openOrCreate(directory);
			if (Files.isReadable(directory) && Files.isWritable(directory)) {
				return new WireDirectory(open, null);
			}
			open.close();
		}
		catch (ForeignLinkException ex) {
			throw ex;
		}
		catch (IOException ex) {
			LOG.debug("{} can't be used", directory, ex);
		}
		Path other = alternative.resolve("." + prefix).resolve(NAME).normalize();
		LOG.info("The wire log is in {}, since {} can't be used", other, directory);
		return new WireDirectory(openOrCreate(other), null);
	}

	/**
	 * Make a new directory below the one for temporary files.
	 */
	static WireDirectory createTemporary(Path head, String prefix) throws IOException {
		Path parent = head.resolve(prefix).resolve(NAME);
		openOrCreate(parent).close();
		TemporaryDirectory temporary = TemporaryDirectory.create(parent, "test_", "_temp");
		return new WireDirectory(temporary.directory(), temporary);
	}

	private static OpenDirectory openOrCreate(Path directory) throws IOException {
		OpenDirectory open = OpenDirectory.openOrCreate(directory, (missing) -> OpenDirectory.BY_UMASK);
		for (String weakness : open.weaknesses()) {
			LOG.warn("Others may replace or remove the files of the wire log in {}, since {}", directory, weakness);
		}
		return open;
	}

	/**
	 * Close the directory. A temporary one is removed, if nothing is left in it.
	 */
	@Override
	public void close() throws IOException {
		if (this.temporary == null) {
			this.open.close();
		}
		else {
			this.temporary.remove(this.temporary.path());
		}
	}

}

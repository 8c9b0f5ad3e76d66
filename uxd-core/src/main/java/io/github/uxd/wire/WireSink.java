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
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Where entries go. Thread-safe.
 */
interface WireSink extends Closeable {

	/**
	 * Write an entry, whole or not at all.
	 */
	void write(ByteBuffer entry) throws IOException;

	/**
	 * Return what is kept, oldest first.
	 */
	byte[] read() throws IOException;

	void flush() throws IOException;

	List<Path> files();

	/**
	 * Close, and remove the files.
	 */
	void remove() throws IOException;

}

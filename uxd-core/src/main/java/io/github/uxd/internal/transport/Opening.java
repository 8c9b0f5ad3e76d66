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
package io.github.uxd.internal.transport;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened so far of something that has several parts: unless it is completed
 * all of them are closed again, the last one first.
 */
final class Opening implements Closeable {

	private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

	private final Deque<Closeable> parts = new ArrayDeque<>();

	/**
	 * Add a part.
	 * @return the part
	 */
	<T extends Closeable> T add(T part) {
		this.parts.push(part);
		return part;
	}

	/**
	 * Leave all parts open.
	 * @param whole what they belong to from now on
	 * @return the whole
	 */
	<T> T complete(T whole) {
		this.parts.clear();
		return whole;
	}

	@Override
	public void close() {
		this.parts.forEach(Opening::close);
	}

	/**
	 * Close a part. If that fails nothing is left to be done about it, and the others are
	 * to be closed all the same.
	 */
	static void close(Closeable part) {
		try {
			part.close();
		}
		catch (IOException ex) {
			LOG.debug("Failed to close a part of the socket", ex);
		}
	}

}

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
package io.github.uxd.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

import org.slf4j.Logger;

/**
 * Closes several things, the last one first and each whatever becomes of the others. In a
 * try-with-resources statement it closes what was opened, unless that is kept. Not
 * thread-safe.
 */
public final class Closer implements Closeable {

	private final Deque<Closeable> open = new ArrayDeque<>();

	/**
	 * Add something to close.
	 * @param <C> what it is
	 * @param opened the thing
	 * @return the same
	 */
	public <C extends Closeable> C add(C opened) {
		this.open.push(opened);
		return opened;
	}

	/**
	 * Close nothing of all that was added.
	 * @param <T> what it is
	 * @param owner who closes it from now on
	 * @return the same
	 */
	public <T> T keep(T owner) {
		this.open.clear();
		return owner;
	}

	/**
	 * Close a thing of which nothing is left to be done if that fails, but to say so at
	 * level debug.
	 * @param opened the thing
	 * @param what what messages call it
	 * @param log where to say so
	 */
	public static void tryToClose(Closeable opened, Object what, Logger log) {
		try {
			opened.close();
		}
		catch (IOException ex) {
			log.debug("Failed to close {}", what, ex);
		}
	}

	/**
	 * Close all.
	 * @throws IOException what the first one that can't be closed throws; what the others
	 * do is suppressed
	 */
	@Override
	public void close() throws IOException {
		Exception failure = null;
		while (!this.open.isEmpty()) {
			try {
				this.open.pop().close();
			}
			catch (IOException | RuntimeException ex) {
				if (failure == null) {
					failure = ex;
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure instanceof IOException ex) {
			throw ex;
		}
		if (failure instanceof RuntimeException ex) {
			throw ex;
		}
	}

}

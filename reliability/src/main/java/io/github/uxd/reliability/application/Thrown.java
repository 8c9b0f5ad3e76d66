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
package io.github.uxd.reliability.application;

import java.io.IOException;

/**
 * All that comes out of a listener.
 */
enum Thrown {

	RUNTIME {
		@Override
		void come() {
			throw new IllegalStateException("A failure that is meant");
		}
	},

	CHECKED {
		@Override
		void come() throws IOException {
			throw new IOException("A failure that is meant");
		}
	},

	WITH_CONTROLS {
		@Override
		void come() {
			throw new IllegalArgumentException("A failure that is meant\u001b[31m\nERROR not a line of ours");
		}
	},

	WITHOUT_MESSAGE {
		@Override
		void come() {
			throw new Faceless();
		}
	},

	ASSERTION {
		@Override
		void come() {
			throw new AssertionError("A failure that is meant");
		}
	},

	LINKAGE {
		@Override
		void come() {
			throw new NoClassDefFoundError("there/IsNone");
		}
	},

	STACK_OVERFLOW {
		@Override
		void come() {
			deeper(0);
		}

		private long deeper(long depth) {
			return deeper(depth + 1) + 1;
		}
	},

	OUT_OF_MEMORY {
		@Override
		void come() {
			throw new OutOfMemoryError("A failure that is meant: " + new long[Integer.MAX_VALUE].length);
		}
	},

	INTERRUPTED {
		@Override
		void come() throws InterruptedException {
			throw new InterruptedException("A failure that is meant");
		}
	},

	INTERRUPT {
		@Override
		void come() {
			Thread.currentThread().interrupt();
		}
	},

	/**
	 * As {@code ThreadDeath} was: an error of a kind of its own, which nobody expects.
	 */
	DEATH {
		@Override
		void come() {
			throw new Death();
		}
	},

	THROWABLE {
		@Override
		void come() throws Throwable {
			throw new Throwable("A failure that is meant");
		}
	};

	abstract void come() throws Throwable;

	@SuppressWarnings("serial")
	static final class Death extends Error {

	}

	@SuppressWarnings("serial")
	static final class Faceless extends RuntimeException {

		@Override
		public String getMessage() {
			throw new IllegalStateException("Whoever asks for the message gets this");
		}

	}

}

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

import java.io.IOException;

import org.opentest4j.TestAbortedException;

/**
 * Programs that tests talk to.
 */
public final class Programs {

	private Programs() {
	}

	/**
	 * Start a process, or skip the test if its program isn't installed; where all are
	 * required that is a failure.
	 */
	public static Process start(ProcessBuilder builder) throws IOException {
		try {
			return builder.start();
		}
		catch (IOException ex) {
			if (Boolean.getBoolean("test.uxd.require-programs")) {
				throw ex;
			}
			throw new TestAbortedException("The program " + builder.command().get(0) + " is not installed", ex);
		}
	}

}

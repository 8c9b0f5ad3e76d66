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
package io.github.uxd.spring.integration;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs that tests talk to.
 */
public final class Programs {

	private Programs() {
	}

	/**
	 * Run a program to its end, or skip the test if it isn't installed; where all are
	 * required that is a failure.
	 */
	public static void run(String... command) throws IOException, InterruptedException {
		Process process;
		try {
			process = new ProcessBuilder(command).inheritIO().start();
		}
		catch (IOException ex) {
			if (Boolean.getBoolean("test.uxd.require-programs")) {
				throw ex;
			}
			throw new TestAbortedException("The program " + command[0] + " is not installed", ex);
		}
		try {
			assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
			assertThat(process.exitValue()).as("what %s ends with", command[0]).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

}

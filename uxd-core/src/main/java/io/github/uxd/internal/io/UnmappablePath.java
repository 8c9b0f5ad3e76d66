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

import java.nio.file.InvalidPathException;

/**
 * Says why no path can be made of a text.
 */
public final class UnmappablePath {

	private UnmappablePath() {
	}

	/**
	 * Return why no path can be made of a text, and what to do.
	 * @param ex what the JDK says
	 * @return a sentence without its full stop
	 */
	public static String reason(InvalidPathException ex) {
		String beginning = "No path can be made of \"" + ex.getInput() + "\": ";
		return (ex.getInput().indexOf('\0') >= 0) ? beginning + "it contains a NUL character" : beginning
				+ "the locale that the JVM was started in lacks its characters (start it with LC_ALL=C.UTF-8)";
	}

}

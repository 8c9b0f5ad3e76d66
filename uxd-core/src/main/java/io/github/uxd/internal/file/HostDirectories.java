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
package io.github.uxd.internal.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The home directory and the one for temporary files, found as Python finds them, which
 * is by the environment: {@code user.home} and {@code java.io.tmpdir} need not agree with
 * it.
 */
public final class HostDirectories {

	private HostDirectories() {
	}

	/**
	 * Return the home directory.
	 * @return what {@code HOME} names, else the JVM's {@code user.home}
	 */
	public static Path home() {
		return first(System.getenv(), "user.home", "HOME");
	}

	/**
	 * Return the directory for temporary files.
	 * @return what {@code TMPDIR}, {@code TEMP} or {@code TMP} names, else the JVM's
	 * {@code java.io.tmpdir}
	 */
	public static Path temporary() {
		return first(System.getenv(), "java.io.tmpdir", "TMPDIR", "TEMP", "TMP");
	}

	/**
	 * Put the home directory in the place of a leading {@code ~}, as Python does.
	 * @param path a path
	 * @return an absolute path, without a {@code ~} in front
	 * @throws IllegalArgumentException if the path is relative, as that of a URL or an
	 * abstract name is
	 */
	public static Path absolute(Path path) {
		Path home = Path.of("~");
		Path expanded = path.startsWith(home) ? home().resolve(home.relativize(path)) : path;
		if (!expanded.isAbsolute()) {
			throw new IllegalArgumentException(
					"The directory \"" + path + "\" is not absolute: it is to begin with a slash, or with ~/");
		}
		return expanded;
	}

	static Path first(Map<String, String> environment, String property, String... variables) {
		for (String variable : variables) {
			String value = environment.get(variable);
			if (value != null && !value.isEmpty()) {
				return Path.of(value).toAbsolutePath();
			}
		}
		return Path.of(Objects.requireNonNullElse(System.getProperty(property), "/")).toAbsolutePath();
	}

}

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

import org.jspecify.annotations.Nullable;

/**
 * Where the socket file of a named peer stands below a common directory. The layout is
 * that of Python's hio ({@code hio.core.uxd.uxding.Peer}), so that peers in both
 * languages find each other by name.
 *
 * @param name the name of the peer
 * @param base the directory, relative, between the common one and the socket file; empty
 * for none
 * @param extension what is added to the name, after a dot, if the name has no extension
 * @param extensioned whether an extension is added at all
 */
public record SocketLocation(String name, String base, String extension, boolean extensioned) {

	/**
	 * Say what is wrong with the name of a peer or of its base directory.
	 * @param name the name: one or more path segments
	 * @return what is wrong, such as {@code "starts with a slash"}, or {@code null} if it
	 * is all right
	 */
	public static @Nullable String problemWith(String name) {
		if (name.startsWith("/")) {
			return "starts with a slash, but is to be relative";
		}
		if (name.indexOf('\0') >= 0) {
			return "contains a NUL character, which no path can";
		}
		for (String segment : name.split("/", -1)) {
			if (segment.isEmpty()) {
				return "has an empty segment";
			}
			if (segment.equals(".") || segment.equals("..")) {
				return "has the segment \"" + segment + "\", which could lead out of the directory of the peers";
			}
		}
		return null;
	}

	/**
	 * Return the path of the socket file.
	 * @param common the directory that is common to all peers
	 * @return the absolute path of the socket file
	 */
	public Path below(Path common) {
		return common.resolve(this.base).resolve(fileName()).toAbsolutePath().normalize();
	}

	private String fileName() {
		return (this.extensioned && !hasExtension(this.name)) ? this.name + "." + this.extension : this.name;
	}

	/**
	 * Tell as Python's {@code os.path.splitext} does whether a name has an extension: a
	 * dot in its last segment, with something other than dots before it.
	 */
	static boolean hasExtension(String name) {
		String last = name.substring(name.lastIndexOf('/') + 1);
		int firstOther = 0;
		while (firstOther < last.length() && last.charAt(firstOther) == '.') {
			firstOther++;
		}
		return last.lastIndexOf('.') > firstOther;
	}

}

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

import java.nio.file.Path;

import io.github.uxd.internal.file.HostDirectories;

/**
 * The directories that the path of a socket file is made of. hio has them as class
 * attributes, for subclasses to override; here they are a value to be changed and given
 * to {@link PeerBuilder#directories(PeerDirectories)}. Immutable.
 * <p>
 * The socket file is {@code {head}/{tail}/{base}/{name}}, or where that is not to be had
 * {@code {alternativeHead}/{alternativeTail}/{base}/{name}}.
 *
 * @param head the head directory (hio: {@code HeadDirPath})
 * @param tail the relative directory below the head ({@code TailDirPath})
 * @param cleanTail the relative directory below the head, for clean peers
 * ({@code CleanTailDirPath})
 * @param alternativeHead the head directory when the other isn't to be had
 * ({@code AltHeadDirPath})
 * @param alternativeTail the relative directory below it ({@code AltTailDirPath})
 * @param alternativeCleanTail the relative directory below it, for clean peers
 * ({@code AltCleanTailDirPath})
 * @param temporaryHead the directory in which temporary peers get a head directory of
 * their own ({@code TempHeadDir})
 */
public record PeerDirectories(Path head, Path tail, Path cleanTail, Path alternativeHead, Path alternativeTail,
		Path alternativeCleanTail, Path temporaryHead) {

	/**
	 * Create the directories. A leading {@code ~} of a head directory stands for the home
	 * directory.
	 * @throws IllegalArgumentException if a head directory is not absolute
	 */
	public PeerDirectories {
		head = HostDirectories.absolute(head);
		alternativeHead = HostDirectories.absolute(alternativeHead);
		temporaryHead = HostDirectories.absolute(temporaryHead);
	}

	/**
	 * Return the directories that hio uses.
	 * @return {@code /usr/local/var} with {@code hio/uxd}, the home directory
	 * ({@code HOME}) with {@code .hio/uxd}, and the directory for temporary files
	 * ({@code TMPDIR})
	 */
	public static PeerDirectories ofHio() {
		return new PeerDirectories(Path.of("/usr/local/var"), Path.of("hio/uxd"), Path.of("hio/clean/uxd"),
				HostDirectories.home(), Path.of(".hio/uxd"), Path.of(".hio/clean/uxd"), HostDirectories.temporary());
	}

	/**
	 * Change the head directory.
	 * @param head the directory
	 * @return the changed directories
	 */
	public PeerDirectories withHead(Path head) {
		return new PeerDirectories(head, this.tail, this.cleanTail, this.alternativeHead, this.alternativeTail,
				this.alternativeCleanTail, this.temporaryHead);
	}

	/**
	 * Change the directories below the head.
	 * @param tail the relative directory
	 * @param cleanTail the relative directory for clean peers
	 * @return the changed directories
	 */
	public PeerDirectories withTails(Path tail, Path cleanTail) {
		return new PeerDirectories(this.head, tail, cleanTail, this.alternativeHead, this.alternativeTail,
				this.alternativeCleanTail, this.temporaryHead);
	}

	/**
	 * Change the alternative head directory.
	 * @param alternativeHead the directory
	 * @return the changed directories
	 */
	public PeerDirectories withAlternativeHead(Path alternativeHead) {
		return new PeerDirectories(this.head, this.tail, this.cleanTail, alternativeHead, this.alternativeTail,
				this.alternativeCleanTail, this.temporaryHead);
	}

	/**
	 * Change the directories below the alternative head.
	 * @param alternativeTail the relative directory
	 * @param alternativeCleanTail the relative directory for clean peers
	 * @return the changed directories
	 */
	public PeerDirectories withAlternativeTails(Path alternativeTail, Path alternativeCleanTail) {
		return new PeerDirectories(this.head, this.tail, this.cleanTail, this.alternativeHead, alternativeTail,
				alternativeCleanTail, this.temporaryHead);
	}

	/**
	 * Change the directory for temporary peers.
	 * @param temporaryHead the directory
	 * @return the changed directories
	 */
	public PeerDirectories withTemporaryHead(Path temporaryHead) {
		return new PeerDirectories(this.head, this.tail, this.cleanTail, this.alternativeHead, this.alternativeTail,
				this.alternativeCleanTail, temporaryHead);
	}

	/**
	 * Return the directory that a peer's own part of the path starts from.
	 */
	Path common(boolean clean) {
		return this.head.resolve(clean ? this.cleanTail : this.tail);
	}

	/**
	 * Return the directory that it starts from when the usual one isn't to be had.
	 */
	Path alternativeCommon(boolean clean) {
		return this.alternativeHead.resolve(clean ? this.alternativeCleanTail : this.alternativeTail);
	}

}

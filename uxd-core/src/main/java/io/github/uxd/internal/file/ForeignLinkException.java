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

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/**
 * A symbolic link on the way to a directory belongs to somebody else, who can so decide
 * where it leads. Nothing was made or changed.
 */
public final class ForeignLinkException extends AccessDeniedException {

	private static final long serialVersionUID = 1L;

	ForeignLinkException(Path link, int owner) {
		super(link.toString(), null, "it is a symbolic link that belongs to another user (uid " + owner + ")");
	}

}

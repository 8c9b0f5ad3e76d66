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

package io.github.uxd.internal.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

import io.github.uxd.internal.file.OpenDirectory.Way;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the root to a directory, opened one after the other as the kernel would
 * follow it, symbolic links included. Before anything is made in a directory, or passed
 * through it, it is looked at who else than we and root can change what it holds: its
 * owner, and whoever may write to it.
 */
final class DirectoryWalk {

	private static final Logger LOG = LoggerFactory.getLogger(DirectoryWalk.class);

	/**
	 * As many as Linux follows (path_resolution(7)).
	 */
	private static final int MOST_LINKS = 40;

	private final @Nullable ToIntFunction<Path> modes;

	private final Deque<Step> ahead = new ArrayDeque<>();

	private final List<String> weaknesses = new ArrayList<>();

	private final Map<Path, FileStatus> seen = new HashMap<>();

	private int links;

	/**
	 * Create a walk.
	 * @param modes gives the permission bits of missing directories, or {@code null} not
	 * to create any
	 */
	DirectoryWalk(@Nullable ToIntFunction<Path> modes) {
		this.modes = modes;
	}

	/**
	 * Walk.
	 * @param directory the absolute path to go to
	 * @return the open directory
	 */
	OpenDirectory to(Path directory) throws IOException {
		Path asked = directory.getRoot();
		List<Step> steps = new ArrayList<>();
		for (Path name : directory) {
			asked = asked.resolve(name);
			steps.add(new Step(name, asked));
		}
		this.ahead.addAll(steps);
		OpenDirectory at = root(directory);
		boolean arrived = false;
		try {
			while (!this.ahead.isEmpty()) {
				at = go(at, this.ahead.pop());
			}
			arrived = true;
			return at.reachedBy(new Way(this.weaknesses, this.seen));
		}
		finally {
			if (!arrived) {
				at.close();
			}
		}
	}

	private OpenDirectory root(Path path) throws IOException {
		OpenDirectory root = OpenDirectory.root(path.getRoot());
		note(root, path.getRoot());
		return root;
	}

	private OpenDirectory go(OpenDirectory at, Step step) throws IOException {
		String name = step.name().toString();
		if (name.isEmpty() || name.equals(".")) {
			return at;
		}
		if (name.equals("..")) {
			return restart(at, at.path().getParent(), step.asked());
		}
		for (int i = 0; i < OpenDirectory.ATTEMPTS; i++) {
			OpenDirectory next = tryToGo(at, step);
			if (next != null) {
				return next;
			}
		}
		throw at.changing(step.name());
	}

	/**
	 * Make one step.
	 * @return where it leads, or {@code null} to look again
	 */
	private @Nullable OpenDirectory tryToGo(OpenDirectory at, Step step) throws IOException {
		FileStatus status = at.status(step.name());
		if (status == null) {
			OpenDirectory made = create(at, step);
			return (made != null) ? arrive(at, made, step) : null;
		}
		return switch (status.kind()) {
			case DIRECTORY -> enter(at, step, status);
			case SYMBOLIC_LINK -> follow(at, step, status);
			default -> throw new FileSystemException(at.path().resolve(step.name()).toString(), null,
					"it is " + status.kind() + " and not a directory");
		};
	}

	private @Nullable OpenDirectory enter(OpenDirectory at, Step step, FileStatus status) throws IOException {
		try {
			OpenDirectory entered = at.enter(step.name());
			return (entered != null) ? arrive(at, entered, step) : null;
		}
		catch (AccessDeniedException ex) {
			if (!this.weaknesses.isEmpty()) {
				// Somebody could put a link there, which would be followed.
				throw ex;
			}
			OpenDirectory passed = at.passInto(step.name(), status);
			note(passed, step.asked());
			return passed;
		}
	}

	private OpenDirectory arrive(OpenDirectory from, OpenDirectory at, Step step) throws IOException {
		from.close();
		note(at, step.asked());
		return at;
	}

	private void note(OpenDirectory at, Path asked) throws IOException {
		this.seen.put(asked, at.status());
		String weakness = null;
		if (at.status().isForeign()) {
			weakness = at.path() + " belongs to another user (uid " + at.status().owner() + ")";
		}
		else if (at.status().isReplaceableByOthers()) {
			weakness = at.path() + " is writable by other users";
		}
		if (weakness != null && !this.weaknesses.contains(weakness)) {
			this.weaknesses.add(weakness);
		}
	}

	private @Nullable OpenDirectory follow(OpenDirectory at, Step step, FileStatus status) throws IOException {
		Path link = at.path().resolve(step.name());
		if (status.isForeign()) {
			throw new ForeignLinkException(link, status.owner());
		}
		this.links++;
		if (this.links > MOST_LINKS) {
			throw new FileSystemLoopException(link.toString());
		}
		Path target = Files.readSymbolicLink(link);
		if (!status.equals(at.status(step.name()))) {
			return null;
		}
		if (target.isAbsolute()) {
			return restart(at, target, step.asked());
		}
		goOn(target, step.asked());
		return at;
	}

	private OpenDirectory restart(OpenDirectory at, @Nullable Path path, Path asked) throws IOException {
		Path to = (path != null) ? path : at.path();
		goOn(to, asked);
		OpenDirectory root = root(to);
		at.close();
		return root;
	}

	private void goOn(Path target, Path asked) {
		for (int i = target.getNameCount() - 1; i >= 0; i--) {
			this.ahead.push(new Step(target.getName(i), asked));
		}
	}

	private @Nullable OpenDirectory create(OpenDirectory at, Step step) throws IOException {
		if (this.modes == null) {
			throw new NoSuchFileException(at.path().resolve(step.name()).toString());
		}
		int mode = this.modes.applyAsInt(step.asked());
		Instant before = Instant.now();
		try {
			at.createDirectory(step.name(), (mode != OpenDirectory.BY_UMASK) ? mode : 0777);
		}
		catch (FileAlreadyExistsException ex) {
			// Another peer that starts right now may have been faster.
			return null;
		}
		OpenDirectory made = at.enter(step.name());
		boolean done = false;
		try {
			if (made == null || !made.status().isOurs()) {
				throw at.replaced(step.name());
			}
			if (mode != OpenDirectory.BY_UMASK && made.status().permissions() != mode) {
				made = complete(at, made, step.name(), before, mode);
			}
			done = true;
			return made;
		}
		finally {
			if (!done && made != null) {
				made.close();
			}
		}
	}

	/**
	 * Give a new directory the mode that the umask of the process has kept from it. Where
	 * others can replace it, it is made sure that it is a new one: they may have put an
	 * older one of ours there.
	 */
	private OpenDirectory complete(OpenDirectory at, OpenDirectory made, Path name, Instant before, int mode)
			throws IOException {
		boolean replaceable = !this.weaknesses.isEmpty();
		if (replaceable && !made.isNewSince(before)) {
			throw at.replaced(name);
		}
		if (replaceable && mode > 0777) {
			LOG.warn("{} gets no set-id and sticky bits, since {}", made, this.weaknesses.get(0));
		}
		return made.withMode(mode, replaceable);
	}

	/**
	 * The next step.
	 *
	 * @param name the name of a directory
	 * @param asked the path that was asked for, as far as it leads here
	 */
	private record Step(Path name, Path asked) {

	}

}

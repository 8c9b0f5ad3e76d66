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

import io.github.uxd.internal.io.Closer;
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

	private OpenDirectory at;

	private int links;

	/**
	 * Create a walk.
	 * @param directory the absolute path to go to
	 * @param modes gives the permission bits of missing directories, or {@code null} not
	 * to create any
	 */
	DirectoryWalk(Path directory, @Nullable ToIntFunction<Path> modes) throws IOException {
		this.modes = modes;
		Path asked = directory.getRoot();
		this.at = OpenDirectory.root(asked);
		for (Path name : directory) {
			asked = asked.resolve(name);
			this.ahead.add(new Step(name, asked));
		}
	}

	/**
	 * Walk.
	 * @return the open directory
	 */
	OpenDirectory toItsEnd() throws IOException {
		try (Closer onTheWay = new Closer()) {
			onTheWay.add(() -> this.at.close());
			note(this.at.path());
			while (!this.ahead.isEmpty()) {
				go(this.ahead.pop());
			}
			return onTheWay.keep(this.at.reachedBy(this.seen, this.weaknesses));
		}
	}

	private void go(Step step) throws IOException {
		String name = step.name().toString();
		if (name.isEmpty() || name.equals(".")) {
			return;
		}
		if (name.equals("..")) {
			Path parent = this.at.path().getParent();
			restart((parent != null) ? parent : this.at.path(), step.asked());
			return;
		}
		for (int i = 0; i < OpenDirectory.ATTEMPTS; i++) {
			if (tryToGo(step)) {
				return;
			}
		}
		throw this.at.changing(step.name());
	}

	/**
	 * Make one step.
	 * @return {@code false} to look again
	 */
	private boolean tryToGo(Step step) throws IOException {
		FileStatus status = this.at.status(step.name());
		if (status == null) {
			return arrive(create(step), step.asked());
		}
		return switch (status.kind()) {
			case DIRECTORY -> enter(step, status);
			case SYMBOLIC_LINK -> follow(step, status);
			default -> throw new FileSystemException(this.at.path().resolve(step.name()).toString(), null,
					"it is " + status.kind() + " and not a directory");
		};
	}

	private boolean enter(Step step, FileStatus status) throws IOException {
		try {
			return arrive(this.at.enter(step.name()), step.asked());
		}
		catch (AccessDeniedException ex) {
			if (!this.weaknesses.isEmpty()) {
				// Somebody could put a link there, which would be followed.
				throw ex;
			}
			this.at = this.at.passInto(step.name(), status);
			note(step.asked());
			return true;
		}
	}

	private boolean arrive(@Nullable OpenDirectory next, Path asked) throws IOException {
		if (next == null) {
			return false;
		}
		OpenDirectory left = this.at;
		this.at = next;
		left.close();
		note(asked);
		return true;
	}

	private void note(Path asked) throws IOException {
		FileStatus status = this.at.status();
		this.seen.put(asked, status);
		String weakness = null;
		if (status.isForeign()) {
			weakness = this.at + " belongs to another user (uid " + status.owner() + ")";
		}
		else if (status.isReplaceableByOthers()) {
			weakness = this.at + " is writable by other users";
		}
		if (weakness != null && !this.weaknesses.contains(weakness)) {
			this.weaknesses.add(weakness);
		}
	}

	private boolean follow(Step step, FileStatus status) throws IOException {
		Path link = this.at.path().resolve(step.name());
		if (status.isForeign()) {
			throw new ForeignLinkException(link, status.owner());
		}
		this.links++;
		if (this.links > MOST_LINKS) {
			throw new FileSystemLoopException(link.toString());
		}
		Path target = Files.readSymbolicLink(link);
		if (!status.equals(this.at.status(step.name()))) {
			return false;
		}
		if (target.isAbsolute()) {
			restart(target, step.asked());
		}
		else {
			goOn(target, step.asked());
		}
		return true;
	}

	private void restart(Path to, Path asked) throws IOException {
		goOn(to, asked);
		Path root = to.getRoot();
		arrive(OpenDirectory.root(root), root);
	}

	private void goOn(Path target, Path asked) {
		for (int i = target.getNameCount() - 1; i >= 0; i--) {
			this.ahead.push(new Step(target.getName(i), asked));
		}
	}

	private @Nullable OpenDirectory create(Step step) throws IOException {
		if (this.modes == null) {
			throw new NoSuchFileException(this.at.path().resolve(step.name()).toString());
		}
		int mode = this.modes.applyAsInt(step.asked());
		Instant before = Instant.now();
		try {
			this.at.createDirectory(step.name(), (mode != OpenDirectory.BY_UMASK) ? mode : 0777);
		}
		catch (FileAlreadyExistsException ex) {
			// Another peer that starts right now may have been faster.
			return null;
		}
		try (Closer unfinished = new Closer()) {
			OpenDirectory made = this.at.enter(step.name());
			if (made == null || !unfinished.add(made).status().isOurs()) {
				throw this.at.replaced(step.name());
			}
			boolean done = mode == OpenDirectory.BY_UMASK || made.status().permissions() == mode;
			return unfinished.keep(done ? made : complete(made, step.name(), before, mode));
		}
	}

	/**
	 * Give a new directory the mode that the umask of the process has kept from it. Where
	 * others can replace it, it is made sure that it is a new one: they may have put an
	 * older one of ours there.
	 */
	private OpenDirectory complete(OpenDirectory made, Path name, Instant before, int mode) throws IOException {
		boolean replaceable = !this.weaknesses.isEmpty();
		if (replaceable && !made.isNewSince(before)) {
			throw this.at.replaced(name);
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

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

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;

import io.github.uxd.internal.io.Closer;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is held open, and all that is done to the files in it. They are named
 * relative to it and symbolic links are never followed: whatever becomes of the paths
 * meanwhile, nothing is done to the files of another directory. All code that makes,
 * opens, moves or removes a file or sets its mode goes through here.
 * <p>
 * The way to it was looked at, and {@link #weaknesses()} tells who else can change it.
 * Any number of threads may use it.
 */
public final class OpenDirectory implements Closeable {

	/**
	 * The mode of new directories that is whatever the umask of the process leaves of
	 * 0777.
	 */
	public static final int BY_UMASK = -1;

	/**
	 * How often to look again where somebody changes what is looked at.
	 */
	static final int ATTEMPTS = 100;

	private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
			StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

	/**
	 * To read and write: to open a named pipe for one of them would wait for somebody to
	 * do the other.
	 */
	private static final Set<OpenOption> EXISTING = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
			LinkOption.NOFOLLOW_LINKS);

	/**
	 * The mode of the files that are made.
	 */
	static final int OWNERS_ALONE = 0600;

	private final SecureDirectoryStream<Path> stream;

	/**
	 * The way from what is open to this directory, or {@code null} if it is this one that
	 * is. A directory that may be searched but not read can't be opened.
	 */
	private final @Nullable Path prefix;

	private final Path path;

	private final FileStatus status;

	private List<String> weaknesses = List.of();

	private Map<Path, FileStatus> way = Map.of();

	private OpenDirectory(SecureDirectoryStream<Path> stream, @Nullable Path prefix, Path path, FileStatus status) {
		this.stream = stream;
		this.prefix = prefix;
		this.path = path;
		this.status = status;
	}

	/**
	 * Open a directory that exists, having looked at the way to it.
	 * @param directory its absolute path
	 * @return the open directory
	 * @throws ForeignLinkException if a symbolic link on the way belongs to somebody else
	 * @throws IOException if it can't be opened
	 */
	public static OpenDirectory open(Path directory) throws IOException {
		return new DirectoryWalk(directory, null).toItsEnd();
	}

	/**
	 * Open a directory, and create those that are missing on the way. Whose the existing
	 * ones are is looked at before.
	 * @param directory its absolute path
	 * @param modes gives the permission bits of a missing one, 0 to 07777 or
	 * {@link #BY_UMASK}
	 * @return the open directory
	 * @throws ForeignLinkException if a symbolic link on the way belongs to somebody else
	 * @throws IOException if it can't be opened, or one on the way not be created
	 */
	public static OpenDirectory openOrCreate(Path directory, ToIntFunction<Path> modes) throws IOException {
		return new DirectoryWalk(directory, modes).toItsEnd();
	}

	static OpenDirectory root(Path root) throws IOException {
		OpenDirectory opened = verified(Files.newDirectoryStream(root), root, null);
		if (opened == null) {
			throw new FileSystemException(root.toString(), null, "the root directory is replaced");
		}
		return opened;
	}

	/**
	 * Open a directory in this one.
	 * @return the directory, or {@code null} if none stands there now
	 */
	@Nullable OpenDirectory enter(Path name) throws IOException {
		Path entered = this.path.resolve(name);
		try {
			// By its own ".", since to open something else that was put there meanwhile
			// could wait for ever.
			DirectoryStream<Path> opened = this.stream.newDirectoryStream(relative(name).resolve("."));
			return verified(opened, entered, keyOf(name));
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return null;
		}
	}

	/**
	 * Stand for a directory in this one that may be searched but not read, and so not
	 * opened; this one is not to be used any more.
	 */
	OpenDirectory passInto(Path name, FileStatus status) {
		return new OpenDirectory(this.stream, relative(name), this.path.resolve(name), status);
	}

	/**
	 * Make sure that what was opened is what stands there, and not what a symbolic link
	 * leads to. While it is open no other file can have its key.
	 */
	private static @Nullable OpenDirectory verified(DirectoryStream<Path> opened, Path path, @Nullable Object expected)
			throws IOException {
		try (Closer unverified = new Closer()) {
			if (!(unverified.add(opened) instanceof SecureDirectoryStream<Path> stream)) {
				throw new IOException("This platform can't hold directories open (SecureDirectoryStream)");
			}
			Object key = attributes(stream).fileKey();
			FileStatus status = FileStatus.of(path);
			if (status == null || !status.key().equals(key) || (expected != null && !expected.equals(key))) {
				return null;
			}
			return unverified.keep(new OpenDirectory(stream, null, path, status));
		}
	}

	OpenDirectory reachedBy(Map<Path, FileStatus> way, List<String> weaknesses) {
		this.way = Map.copyOf(way);
		this.weaknesses = List.copyOf(weaknesses);
		return this;
	}

	/**
	 * Return where the directory is.
	 * @return the absolute path, without symbolic links
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Return in how far others can decide what stands in this directory, or instead of
	 * it.
	 * @return a sentence for each directory on the way, itself included, in which
	 * somebody other than us and root can replace the next one or a file; empty if there
	 * is none
	 */
	public List<String> weaknesses() {
		return this.weaknesses;
	}

	/**
	 * Return what the directories on the way were, itself included.
	 * @return their status by the paths as they were asked for
	 */
	public Map<Path, FileStatus> way() {
		return this.way;
	}

	FileStatus status() {
		return this.status;
	}

	/**
	 * Return whether its path still leads to this directory.
	 */
	boolean isInPlace() throws IOException {
		FileStatus now = FileStatus.of(this.path);
		return now != null && now.key().equals(this.status.key());
	}

	/**
	 * Return whether another open directory is the same.
	 * @param other the other one
	 * @return {@code true} if it is
	 */
	public boolean isSameAs(OpenDirectory other) {
		return this.path.equals(other.path) && this.status.key().equals(other.status.key());
	}

	/**
	 * Return whether others than the owner may pass through the directory.
	 * @return {@code true} if its group or everybody may search it
	 */
	public boolean isSearchableByOthers() {
		return this.status.isSearchableByOthers();
	}

	/**
	 * Look at a file.
	 * @param name its name in this directory
	 * @return its status, or {@code null} if there is none
	 * @throws IOException if it can't be looked at, or is replaced all the time
	 */
	public @Nullable FileStatus status(Path name) throws IOException {
		for (int i = 0; i < ATTEMPTS; i++) {
			Object key = keyOf(name);
			// Relative to a directory the JDK tells less than by a path. The file is the
			// same if the key is.
			FileStatus status = FileStatus.of(this.path.resolve(name));
			if (Objects.equals(key, (status != null) ? status.key() : null)) {
				return status;
			}
		}
		throw changing(name);
	}

	/**
	 * Return what tells a file from any other that is there at the same time.
	 * @param name its name in this directory
	 * @return its device and inode, or {@code null} if there is none
	 * @throws IOException if it can't be looked at
	 */
	public @Nullable Object keyOf(Path name) throws IOException {
		BasicFileAttributes attributes = attributes(name);
		return (attributes != null) ? attributes.fileKey() : null;
	}

	/**
	 * Return how large a file is.
	 * @param name its name in this directory
	 * @param key what {@link #keyOf} has told it by
	 * @return the number of bytes, or -1 if it isn't there any more
	 * @throws IOException if it can't be looked at
	 */
	public long sizeOf(Path name, @Nullable Object key) throws IOException {
		BasicFileAttributes attributes = attributes(name);
		return (attributes != null && key != null && key.equals(attributes.fileKey())) ? attributes.size() : -1;
	}

	private @Nullable BasicFileAttributes attributes(Path name) throws IOException {
		try {
			return this.stream
				.getFileAttributeView(relative(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
				.readAttributes();
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private static BasicFileAttributes attributes(SecureDirectoryStream<Path> opened) throws IOException {
		return opened.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
	}

	/**
	 * Make a file, and open it.
	 * @param name its name in this directory
	 * @return the file, open to read and write, which nobody else may
	 * @throws java.nio.file.FileAlreadyExistsException if something stands there
	 * @throws IOException if it can't be made
	 */
	public FileChannel createFile(Path name) throws IOException {
		return open(name, NEW, PosixFilePermissions.asFileAttribute(FilePermissions.of(OWNERS_ALONE)));
	}

	/**
	 * Open a file that exists, whatever it is but a directory. Never waits, but what was
	 * opened may be a named pipe.
	 * @param name its name in this directory
	 * @return the file, open to read and write
	 * @throws NoSuchFileException if there is none
	 * @throws IOException if it can't be opened, since it is a symbolic link for example
	 */
	public FileChannel openFile(Path name) throws IOException {
		return open(name, EXISTING);
	}

	private FileChannel open(Path name, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
		// What the default provider opens is a file channel (Files.newByteChannel).
		return (FileChannel) this.stream.newByteChannel(relative(name), options, attributes);
	}

	/**
	 * Make a directory, as far as the umask of the process lets it.
	 * @param name its name in this directory
	 * @param mode its permission bits; those above 0777 are left out
	 * @throws java.nio.file.FileAlreadyExistsException if something stands there
	 * @throws IOException if it can't be made
	 */
	void createDirectory(Path name, int mode) throws IOException {
		// The JDK has no way to do this relative to a directory. Whoever makes one looks
		// at what stands there afterwards.
		Files.createDirectory(this.path.resolve(name), PosixFilePermissions.asFileAttribute(FilePermissions.of(mode)));
	}

	/**
	 * Make a directory that nobody else may look into, under a name that isn't taken.
	 * @param name its name in this directory
	 * @return the open directory
	 * @throws java.nio.file.FileAlreadyExistsException if something stands there
	 * @throws IOException if it can't be made
	 */
	public OpenDirectory createPrivateDirectory(Path name) throws IOException {
		createDirectory(name, 0700);
		OpenDirectory made;
		try {
			made = enter(name);
		}
		catch (IOException ex) {
			// No descriptor to open it, say. What was made is empty.
			deleteDirectory(name);
			throw ex;
		}
		try (Closer foreign = new Closer()) {
			if (made == null || !foreign.add(made).status.isOurs() || (made.status.permissions() & 0077) != 0) {
				throw replaced(name);
			}
			return foreign.keep(made).reachedBy(this.way, this.weaknesses);
		}
	}

	/**
	 * Return whether nothing is in the directory, and nothing was before some time. Can
	 * be asked once.
	 */
	boolean isNewSince(Instant time) throws IOException {
		Instant modified = attributes(this.stream).lastModifiedTime().toInstant();
		// The clock of files is a tick late, and that of some file systems ticks every
		// two seconds.
		Duration tick = (modified.getNano() == 0) ? Duration.ofSeconds(2) : Duration.ofMillis(20);
		return !modified.isBefore(time.minus(tick)) && !this.stream.iterator().hasNext();
	}

	/**
	 * Set the mode of this directory.
	 * @param mode its permission bits
	 * @param replaceable whether others may replace it; then those above 0777 are left
	 * out, since the JDK sets them by path alone
	 * @return the directory with its new status
	 */
	OpenDirectory withMode(int mode, boolean replaceable) throws IOException {
		this.stream.getFileAttributeView(PosixFileAttributeView.class).setPermissions(FilePermissions.of(mode));
		if (mode > 0777 && !replaceable) {
			Files.setAttribute(this.path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
		}
		FileStatus status = FileStatus.of(this.path);
		return new OpenDirectory(this.stream, null, this.path, (status != null) ? status : this.status);
	}

	/**
	 * Move a file within this directory. What stood at the new name is gone.
	 * @param name its name
	 * @param to its new name
	 * @return {@code false} if there was no file of the old name
	 * @throws IOException if it can't be moved
	 */
	boolean move(Path name, Path to) throws IOException {
		try {
			this.stream.move(relative(name), this.stream, relative(to));
			return true;
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/**
	 * Give a file another name in this directory, if nothing has that yet.
	 * @throws java.nio.file.FileAlreadyExistsException if something has it
	 */
	void link(Path name, Path to) throws IOException {
		// By path, since the JDK has no other way. Nothing is followed or replaced.
		Files.createLink(this.path.resolve(to), this.path.resolve(name));
	}

	/**
	 * Remove a file, if it is the one that is meant.
	 * @param name its name in this directory
	 * @param key what {@link #keyOf} has told it by
	 * @return {@code true} if it was there and is gone now
	 * @throws IOException if it can't be removed
	 */
	public boolean delete(Path name, @Nullable Object key) throws IOException {
		return key != null && key.equals(keyOf(name)) && delete(name);
	}

	boolean delete(Path name) throws IOException {
		try {
			this.stream.deleteFile(relative(name));
			return true;
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/**
	 * Remove a directory, if it is empty.
	 * @param path its path, relative to this directory
	 * @throws java.nio.file.DirectoryNotEmptyException if it isn't
	 * @throws IOException if it can't be removed
	 */
	void deleteDirectory(Path path) throws IOException {
		try {
			this.stream.deleteDirectory(relative(path));
		}
		catch (NoSuchFileException ex) {
			// Somebody was faster; that it is gone is all that was wanted.
			return;
		}
	}

	private Path relative(Path name) {
		return (this.prefix != null) ? this.prefix.resolve(name) : name;
	}

	FileSystemException changing(Path name) {
		return new FileSystemException(this.path.resolve(name).toString(), null,
				"somebody changes it, or the way to it, all the time");
	}

	AccessDeniedException replaced(Path name) {
		return new AccessDeniedException(this.path.resolve(name).toString(), null,
				"somebody has put something else in its place as soon as it was made");
	}

	/**
	 * Close the directory. Closing again does nothing.
	 * @throws IOException if it can't be closed
	 */
	@Override
	public void close() throws IOException {
		this.stream.close();
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}

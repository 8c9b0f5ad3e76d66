package io.github.uxd;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * How a peer is set up; {@link PeerBuilder} explains each option and its default.
 *
 * @param name the name of the peer
 * @param base the directory between the common one and the socket file; empty for none
 * @param path the absolute path of the socket file, instead of the computed one, or
 * {@code null}
 * @param temp whether the socket file lives in a temporary directory of its own
 * @param clean whether to use the common directory for clean peers
 * @param reuse whether reopening keeps the path
 * @param clear whether closing removes the socket file
 * @param headDirectory the directory that the layout starts from
 * @param alternativeHeadDirectory the directory that it starts from when the head
 * directory is not to be had
 * @param extension the extension of the socket file, without a dot
 * @param extensioned whether the extension is added to a name without one
 * @param permissions the mode of the directories that the peer creates for itself
 * @param umask the permission bits that the socket file does not get, or {@code null} for
 * the umask of the process
 * @param bufferSize the size of the largest datagram to receive, in bytes
 */
public record PeerOptions(String name, String base, @Nullable Path path, boolean temp, boolean clean, boolean reuse,
		boolean clear, Path headDirectory, Path alternativeHeadDirectory, String extension, boolean extensioned,
		DirectoryPermissions permissions, @Nullable Umask umask, int bufferSize) {

}

/**
 * Where the socket file lives and who owns it: its path, the directories on the way, what
 * stands at the path already, and the removal of what is ours and nothing else.
 */
@NullMarked
package io.github.uxd.internal.file;

import org.jspecify.annotations.NullMarked;

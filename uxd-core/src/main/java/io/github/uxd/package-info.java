/**
 * A non-blocking peer on a Unix-domain datagram socket, the Java sibling of Python's
 * {@code hio.core.uxd.uxding.Peer}: all that a user of the library names.
 */
@NullMarked
package io.github.uxd;

import org.jspecify.annotations.NullMarked;

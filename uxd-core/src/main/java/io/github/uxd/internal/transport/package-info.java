/**
 * A narrow interface over one bound Unix-domain datagram socket, and what implements it.
 * The callers see no file descriptors, no selectors and none of the quirks of the library
 * below.
 */
@NullMarked
package io.github.uxd.internal.transport;

import org.jspecify.annotations.NullMarked;

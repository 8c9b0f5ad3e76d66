/**
 * A log of what goes over the wire, in the format of Python's hio.
 */
@NullMarked
package io.github.uxd.wire;

import org.jspecify.annotations.NullMarked;

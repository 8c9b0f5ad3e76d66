/**
 * Explains at start-up why a peer can't be opened.
 */
@NullMarked
package io.github.uxd.spring.boot.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;

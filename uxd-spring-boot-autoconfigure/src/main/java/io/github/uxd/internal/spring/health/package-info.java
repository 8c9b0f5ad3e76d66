/**
 * The health of a peer.
 */
@NullMarked
package io.github.uxd.internal.spring.health;

import org.jspecify.annotations.NullMarked;

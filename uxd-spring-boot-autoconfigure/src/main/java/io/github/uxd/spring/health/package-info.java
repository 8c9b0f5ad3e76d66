/**
 * The health of a peer.
 */
@NullMarked
package io.github.uxd.spring.health;

import org.jspecify.annotations.NullMarked;

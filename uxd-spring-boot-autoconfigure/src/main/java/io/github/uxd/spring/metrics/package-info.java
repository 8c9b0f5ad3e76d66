/**
 * The names of what a peer counts.
 */
@NullMarked
package io.github.uxd.spring.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * What a peer counts, as Micrometer meters.
 */
@NullMarked
package io.github.uxd.internal.spring.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * What a peer counts, as Micrometer meters.
 */
@NullMarked
package io.github.uxd.spring.metrics;

import org.jspecify.annotations.NullMarked;

/**
 * How this library observes itself with Micrometer.
 */
@NullMarked
package io.github.uxd.internal.spring.observation;

import org.jspecify.annotations.NullMarked;

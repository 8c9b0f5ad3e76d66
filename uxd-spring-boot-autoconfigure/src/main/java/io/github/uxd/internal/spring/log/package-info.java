/**
 * The one way to the log.
 */
@NullMarked
package io.github.uxd.internal.spring.log;

import org.jspecify.annotations.NullMarked;

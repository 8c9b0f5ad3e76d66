/**
 * The actuator endpoint that shows and controls peers.
 */
@NullMarked
package io.github.uxd.spring.endpoint;

import org.jspecify.annotations.NullMarked;

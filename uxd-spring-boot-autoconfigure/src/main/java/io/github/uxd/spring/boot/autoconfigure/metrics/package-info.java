/**
 * Spring Boot auto-configuration of a peer's meters.
 */
@NullMarked
package io.github.uxd.spring.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;

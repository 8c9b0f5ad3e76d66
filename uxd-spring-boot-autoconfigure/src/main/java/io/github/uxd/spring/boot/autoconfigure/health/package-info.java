/**
 * Spring Boot auto-configuration of a peer's health.
 */
@NullMarked
package io.github.uxd.spring.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;

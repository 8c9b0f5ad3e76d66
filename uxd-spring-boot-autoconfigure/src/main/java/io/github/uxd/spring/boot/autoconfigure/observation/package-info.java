/**
 * Spring Boot auto-configuration of observations.
 */
@NullMarked
package io.github.uxd.spring.boot.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;

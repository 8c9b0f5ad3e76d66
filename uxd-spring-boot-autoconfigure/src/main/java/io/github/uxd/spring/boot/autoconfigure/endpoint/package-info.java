/**
 * Spring Boot auto-configuration of the actuator endpoint.
 */
@NullMarked
package io.github.uxd.spring.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;

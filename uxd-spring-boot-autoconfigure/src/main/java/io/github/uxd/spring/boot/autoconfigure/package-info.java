/**
 * Spring Boot auto-configuration of a peer.
 */
@NullMarked
package io.github.uxd.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;

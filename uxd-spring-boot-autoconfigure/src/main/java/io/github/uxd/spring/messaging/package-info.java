/**
 * The payload conversion of spring-messaging, for templates and listeners.
 */
@NullMarked
package io.github.uxd.spring.messaging;

import org.jspecify.annotations.NullMarked;

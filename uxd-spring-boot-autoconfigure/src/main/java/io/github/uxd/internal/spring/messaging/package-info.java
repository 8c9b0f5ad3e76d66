/**
 * What joins datagrams to spring-messaging: payload conversion, and methods that handle
 * datagrams. The only room, with the annotations, that knows spring-messaging.
 */
@NullMarked
package io.github.uxd.internal.spring.messaging;

import org.jspecify.annotations.NullMarked;

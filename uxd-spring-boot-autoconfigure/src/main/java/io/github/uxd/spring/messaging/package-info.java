/**
 * What joins Spring's messages to datagrams. The only room, with the annotations, that
 * knows spring-messaging.
 */
@NullMarked
package io.github.uxd.spring.messaging;

import org.jspecify.annotations.NullMarked;

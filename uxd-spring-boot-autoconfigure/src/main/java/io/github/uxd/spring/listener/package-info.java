/**
 * What receives the datagrams of peers and hands them to handlers and listeners.
 */
@NullMarked
package io.github.uxd.spring.listener;

import org.jspecify.annotations.NullMarked;

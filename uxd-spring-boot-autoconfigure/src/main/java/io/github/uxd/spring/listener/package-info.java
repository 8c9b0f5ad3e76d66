/**
 * What an application stops, starts, pauses and asks: the peers, what receives for them,
 * and the listeners.
 */
@NullMarked
package io.github.uxd.spring.listener;

import org.jspecify.annotations.NullMarked;

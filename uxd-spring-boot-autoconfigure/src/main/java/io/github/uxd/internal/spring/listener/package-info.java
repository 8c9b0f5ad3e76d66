/**
 * The machine that receives the datagrams of peers and hands them to handlers and
 * listeners.
 */
@NullMarked
package io.github.uxd.internal.spring.listener;

import org.jspecify.annotations.NullMarked;

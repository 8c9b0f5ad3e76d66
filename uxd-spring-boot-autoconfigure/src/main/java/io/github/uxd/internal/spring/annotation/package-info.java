/**
 * What finds methods that listen to datagrams, and registers them.
 */
@NullMarked
package io.github.uxd.internal.spring.annotation;

import org.jspecify.annotations.NullMarked;

/**
 * Methods that listen to datagrams, and what finds them.
 */
@NullMarked
package io.github.uxd.spring.annotation;

import org.jspecify.annotations.NullMarked;

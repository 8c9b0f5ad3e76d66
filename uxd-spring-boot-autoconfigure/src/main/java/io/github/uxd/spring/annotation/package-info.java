/**
 * What marks methods that listen to datagrams.
 */
@NullMarked
package io.github.uxd.spring.annotation;

import org.jspecify.annotations.NullMarked;

/**
 * Support for the tests of an application that has peers: these become temporary, and a
 * client talks to them as another process would.
 */
@NullMarked
package io.github.uxd.spring.boot.test;

import org.jspecify.annotations.NullMarked;

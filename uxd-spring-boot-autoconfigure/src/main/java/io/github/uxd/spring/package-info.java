/**
 * Unix-domain datagrams in a Spring application: what an application implements or is
 * given to have them.
 */
@NullMarked
package io.github.uxd.spring;

import org.jspecify.annotations.NullMarked;

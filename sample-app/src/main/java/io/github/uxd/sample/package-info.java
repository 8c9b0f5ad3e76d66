/**
 * A sample application: logs each datagram and answers those who can be answered.
 */
@NullMarked
package io.github.uxd.sample;

import org.jspecify.annotations.NullMarked;

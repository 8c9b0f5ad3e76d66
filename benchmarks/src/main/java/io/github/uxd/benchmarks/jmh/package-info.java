/**
 * JMH benchmarks of single calls.
 */
@NullMarked
package io.github.uxd.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;

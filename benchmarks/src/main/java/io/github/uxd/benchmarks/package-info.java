/**
 * The sides of the benchmarks: processes that receive, answer or send, in different ways,
 * what they are told to on their standard input.
 */
@NullMarked
package io.github.uxd.benchmarks;

import org.jspecify.annotations.NullMarked;

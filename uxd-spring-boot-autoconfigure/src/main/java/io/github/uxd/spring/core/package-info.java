/**
 * Sending from any bean and any thread: the template, what it throws, and how payloads
 * become bytes.
 */
@NullMarked
package io.github.uxd.spring.core;

import org.jspecify.annotations.NullMarked;

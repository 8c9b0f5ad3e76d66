/**
 * How text that others choose is shown: in logs, messages and wherever people look.
 */
@NullMarked
package io.github.uxd.text;

import org.jspecify.annotations.NullMarked;

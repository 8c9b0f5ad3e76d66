/**
 * How failures that tell what others have chosen are shown in logs.
 */
@NullMarked
package io.github.uxd.internal.text;

import org.jspecify.annotations.NullMarked;

/**
 * What happens to a peer, as application events.
 */
@NullMarked
package io.github.uxd.spring.event;

import org.jspecify.annotations.NullMarked;

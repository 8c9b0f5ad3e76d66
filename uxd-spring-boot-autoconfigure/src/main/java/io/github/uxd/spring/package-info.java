/**
 * Unix-domain datagrams in a Spring application: the poller that receives them, the
 * handlers and the event they arrive as, the lifecycle of the peer.
 */
@NullMarked
package io.github.uxd.spring;

import org.jspecify.annotations.NullMarked;

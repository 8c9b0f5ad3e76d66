/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.uxd.spring.boot.autoconfigure.diagnostics;

import io.github.uxd.PeerOpenException;
import io.github.uxd.spring.listener.PeerStartException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Says what to do when a peer can't be opened, with the properties of that very peer.
 */
final class PeerOpenFailureAnalyzer extends AbstractFailureAnalyzer<PeerOpenException> {

	private final Environment environment;

	PeerOpenFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PeerOpenException cause) {
		PeerStartException start = findCause(rootFailure, PeerStartException.class);
		String prefix = prefix(start);
		return new FailureAnalysis((start != null) ? start.getMessage() : cause.getMessage(),
				action(cause.reason(), isPathSet(prefix)).replace("'uxd.", "'" + prefix + "."), cause);
	}

	private String prefix(@Nullable PeerStartException start) {
		if (start == null) {
			return "uxd";
		}
		String prefix = "uxd.peers." + start.getPeerId();
		// An id that is one of a further peer's can't be the primary's.
		return Binder.get(this.environment)
			.bind(ConfigurationPropertyName.adapt(prefix, '.'), Bindable.mapOf(String.class, Object.class))
			.isBound() ? prefix : "uxd";
	}

	private boolean isPathSet(String prefix) {
		return StringUtils.hasLength(Binder.get(this.environment)
			.bind(ConfigurationPropertyName.adapt(prefix + ".path", '.'), Bindable.of(String.class))
			.orElse(null));
	}

	private static String action(PeerOpenException.Reason reason, boolean isPathSet) {
		return switch (reason) {
			case PATH_TOO_LONG -> isPathSet ? "Set a shorter 'uxd.path'."
					: "Set a shorter 'uxd.name', 'uxd.base' or 'uxd.head-directory', or give a short absolute path as "
							+ "'uxd.path'.";
			case ADDRESS_IN_USE ->
				"Stop the process that listens there (\"ss -xap\" or \"lsof -U\" shows which), or give this "
						+ "application another 'uxd.name', 'uxd.base' or 'uxd.path'.";
			case NOT_A_SOCKET ->
				"Move it away if it is not needed, or set another 'uxd.name', 'uxd.base' or 'uxd.path'.";
			case DENIED ->
				"See that the directories above exist or can be made, and that the user that runs the application "
						+ "has write permission there; or set 'uxd.head-directory' or 'uxd.path' (for a temporary "
						+ "peer the environment variable TMPDIR) to a place where it has one.";
			case UNSUPPORTED ->
				"Set 'uxd.transport' to auto or leave it out. The native transport, which alone can do with "
						+ "'uxd.sender-credentials' and 'uxd.allowed-users', needs Linux, and JDK 22 or newer or else the "
						+ "dependency net.java.dev.jna:jna. "
						+ "junixsocket needs a directory for temporary files (java.io.tmpdir) that libraries can be "
						+ "loaded from. Start the JVM with --enable-native-access=ALL-UNNAMED; or set 'uxd.enabled' "
						+ "to false here.";
			case NO_MEMORY ->
				"Set 'uxd.buffer-size' or 'uxd.buffer-count' to what senders really send, or start the JVM with a "
						+ "larger -XX:MaxDirectMemorySize.";
			case ACTIVATION ->
				"Make the .socket unit that passes the socket and the properties of the peer fit: ListenDatagram= is "
						+ "'uxd.path' (if that is set), and FileDescriptorName= is 'uxd.activation-name'. Or have the "
						+ "application bind a socket itself: set 'uxd.activation' to auto, or leave it out.";
			case OTHER -> "Set another 'uxd.name' or 'uxd.path', on a file system that can hold sockets.";
		};
	}

}

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
package io.github.uxd.internal.spring.log;

/**
 * The names of the logs, which people write into their configuration: they stay as they
 * are, whatever the classes are called that write there. Text, so that no room needs to
 * know a class of another for its name.
 */
public final class LogNames {

	/**
	 * Of what tells where a peer listens.
	 */
	public static final String PEER_LIFECYCLE = "io.github.uxd.spring.listener.PeerLifecycle";

	/**
	 * What receiving for a peer, and handing on what was received, comes to.
	 */
	public static final String PEER_POLLER = "io.github.uxd.spring.listener.PeerPoller";

	/**
	 * What listeners failed on.
	 */
	public static final String LISTENER_FAILURES = "io.github.uxd.spring.listener.LoggingErrorHandler";

	/**
	 * Listeners that can't work as they are registered.
	 */
	public static final String LISTENERS = "io.github.uxd.spring.listener.UxdListenerRegistry";

	/**
	 * Answers that can't be sent.
	 */
	public static final String REPLIES = "io.github.uxd.spring.messaging.ReplySender";

	/**
	 * What happens to templates beside their sends, which throw.
	 */
	public static final String TEMPLATE = "io.github.uxd.spring.core.UxdTemplate";

	/**
	 * Meters that can't be registered or recorded.
	 */
	public static final String METERS = "io.github.uxd.spring.metrics.UxdMeters";

	/**
	 * What systemd can't be told, or isn't.
	 */
	public static final String SYSTEMD = "io.github.uxd.spring.systemd.SystemdNotifier";

	/**
	 * Beans that won't do what their author may think.
	 */
	public static final String CONFIGURATION = "io.github.uxd.spring.boot.autoconfigure";

	private LogNames() {
	}

}

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
package io.github.uxd.spring.systemd;

import org.jspecify.annotations.Nullable;

/**
 * Tells systemd how the application is, if that has started it and wants to know
 * ({@code Type=notify}). That the application is ready, stops, or is well, and the state
 * of its peers, is told without being asked for; what {@code systemctl status} shows of
 * it may be more. There is one in every application, which does nothing elsewhere.
 * Thread-safe.
 */
public interface SystemdNotifier {

	/**
	 * Return whether systemd is told anything.
	 * @return {@code false} if the application was not started by systemd as a service
	 * that notifies, or {@code uxd.systemd.notify} is off
	 */
	boolean isActive();

	/**
	 * Set what is shown in front of the state of the peers: "importing, 40 %" say. Never
	 * waits and never fails; of texts that follow each other within an instant only the
	 * last one is shown.
	 * @param status the text, of which some 200 characters are shown, escaped; or
	 * {@code null} for none
	 */
	void setStatus(@Nullable String status);

}

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
package io.github.uxd.internal.spring.systemd;

import java.util.Set;

/**
 * Tells whether an application is closed to be started again in the same process. Nobody
 * tells it that; but who does so calls it.
 */
final class Restart {

	private static final Set<String> RESTARTERS = Set.of("org.springframework.boot.devtools.restart.Restarter",
			"org.springframework.cloud.context.restart.RestartEndpoint");

	private Restart() {
	}

	/**
	 * Return whether the calling thread closes the application for that.
	 */
	static boolean isCaller() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> RESTARTERS.contains(frame.getClassName())));
	}

}

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
package io.github.uxd.internal.spring.listener;

import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;

/**
 * A listener of a peer that is switched off. It is there, and never runs.
 */
final class SwitchedOffListener implements UxdListenerContainer {

	private final UxdListenerEndpoint endpoint;

	SwitchedOffListener(UxdListenerEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	@Override
	public String getListenerId() {
		return this.endpoint.getId();
	}

	@Override
	public String getPeerId() {
		return this.endpoint.getPeerId();
	}

	@Override
	public UxdListenerEndpoint getEndpoint() {
		return this.endpoint;
	}

	@Override
	public long getFilteredCount() {
		return 0;
	}

	@Override
	public long getRecoveredCount() {
		return 0;
	}

	@Override
	public boolean isRunning() {
		return false;
	}

	@Override
	public void start() {
		// Nothing is sent to it.
	}

	@Override
	public void stop() {
		// It doesn't run.
	}

}

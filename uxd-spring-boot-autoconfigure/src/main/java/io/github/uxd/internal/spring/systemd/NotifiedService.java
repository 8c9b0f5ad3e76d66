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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The service that a process is for systemd, whatever contexts there are in it.
 * Thread-safe.
 */
final class NotifiedService {

	private static final Map<String, NotifiedService> SERVICES = new ConcurrentHashMap<>();

	private int contexts;

	private boolean ready;

	private NotifiedService() {
	}

	/**
	 * Return the service of this process.
	 * @param address where systemd is told of it
	 */
	static NotifiedService at(String address) {
		return SERVICES.computeIfAbsent(address, (key) -> new NotifiedService());
	}

	/**
	 * A context starts.
	 * @return whether the service starts again with it: it was ready, and no other
	 * context works on
	 */
	synchronized boolean enter() {
		return this.contexts++ == 0 && this.ready;
	}

	/**
	 * A context closes.
	 * @return whether it is the last one
	 */
	synchronized boolean leave() {
		return --this.contexts == 0;
	}

	/**
	 * A context is ready, and so is the service from then on.
	 */
	synchronized void ready() {
		this.ready = true;
	}

	synchronized boolean isReady() {
		return this.ready;
	}

}

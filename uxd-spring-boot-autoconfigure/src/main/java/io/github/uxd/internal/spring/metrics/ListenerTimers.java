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
package io.github.uxd.internal.spring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.uxd.internal.spring.listener.HandlingRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Has the timers of all peers, whether those or the registries are there first.
 * Thread-safe.
 */
public class ListenerTimers implements HandlingRecorder.Maker, MeterBinder {

	private final Predicate<String> timed;

	private final List<ListenerTimer> timers = new ArrayList<>();

	private final List<MeterRegistry> registries = new ArrayList<>();

	/**
	 * Create the timers, of which there are none yet.
	 * @param timed tells whether to time the listeners of a peer, given its id
	 */
	public ListenerTimers(Predicate<String> timed) {
		this.timed = timed;
	}

	@Override
	public synchronized @Nullable HandlingRecorder make(String peerId) {
		if (!this.timed.test(peerId)) {
			return null;
		}
		ListenerTimer timer = new ListenerTimer(peerId);
		this.timers.add(timer);
		this.registries.forEach(timer::bindTo);
		return timer;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.timers.forEach((timer) -> timer.bindTo(registry));
	}

}

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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.uxd.internal.spring.listener.HandlingRecorder;
import io.github.uxd.spring.metrics.UxdMeters;
import io.github.uxd.spring.metrics.UxdMeters.Tag;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ObjectUtils;

/**
 * Times how long the handlers and listeners of a peer take for each datagram. It is bound
 * to a registry like the other meters, so that it needs none to be made.
 */
public class ListenerTimer implements HandlingRecorder, MeterBinder {

	private final String peerId;

	/**
	 * Nobody changes the array, which is read for each datagram.
	 */
	private volatile RegisteredTimer[] timers = {};

	private final Set<RegisteredTimer> broken = ConcurrentHashMap.newKeySet();

	/**
	 * Create a timer.
	 * @param peerId the id of the peer, for the tag
	 */
	public ListenerTimer(String peerId) {
		this.peerId = peerId;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		try {
			RegisteredTimer timer = new RegisteredTimer(registry, timer(registry, null));
			this.timers = ObjectUtils.addObjectToArray(this.timers, timer);
		}
		catch (RuntimeException | LinkageError ex) {
			MeterFailures.log("The listeners of peer '" + this.peerId + "' aren't timed", registry, ex);
		}
	}

	@Override
	public void record(long nanos, @Nullable Throwable failure) {
		for (RegisteredTimer timer : this.timers) {
			try {
				Timer matching = (failure == null) ? timer.success() : timer(timer.registry(), failure);
				matching.record(nanos, TimeUnit.NANOSECONDS);
			}
			catch (RuntimeException | LinkageError ex) {
				if (this.broken.add(timer)) {
					MeterFailures.log("A listener of peer '" + this.peerId + "' isn't timed, which is said once,",
							timer.registry(), ex);
				}
			}
		}
	}

	private Timer timer(MeterRegistry registry, @Nullable Throwable failure) {
		Tags tags = Tags.of(Tag.NAME.asString(), this.peerId, Tag.RESULT.asString(),
				(failure == null) ? "success" : "failure", Tag.EXCEPTION.asString(), nameOf(failure));
		return Timer.builder(UxdMeters.LISTENER.getName())
			.tags(tags)
			.description(UxdMeters.LISTENER.getDescription())
			.register(registry);
	}

	private static String nameOf(@Nullable Throwable failure) {
		if (failure == null) {
			return "none";
		}
		String name = failure.getClass().getSimpleName();
		// Anonymous classes have none.
		return name.isEmpty() ? failure.getClass().getName() : name;
	}

	private record RegisteredTimer(MeterRegistry registry, Timer success) {

	}

}

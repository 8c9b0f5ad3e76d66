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
package io.github.uxd.internal.spring.observation;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.uxd.internal.spring.log.EscapingLog;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Scope;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends observations, and keeps what conventions and handlers throw from those
 * who are observed: it is logged once. One that could not be made current, or not be
 * left, is the last: the handlers before the one that has failed would pile them up.
 * Thread-safe.
 */
public final class ObservationGuard {

	private final EscapingLog logger;

	private final String consequence;

	private final AtomicBoolean failed = new AtomicBoolean();

	private volatile boolean givenUp;

	/**
	 * Create a guard.
	 * @param logName where to log
	 * @param consequence what can't be observed, for the message
	 */
	public ObservationGuard(String logName, String consequence) {
		this.logger = new EscapingLog(logName);
		this.consequence = consequence;
	}

	/**
	 * Begin an observation.
	 * @param create makes it
	 * @return the observation, or one that does nothing if that fails
	 */
	public Observation start(Supplier<Observation> create) {
		Observation observation = this.givenUp ? Observation.NOOP : guarded(create, () -> Observation.NOOP);
		if (succeeds(observation::start)) {
			return observation;
		}
		// For those handlers that know of it already.
		succeeds(observation::stop);
		return Observation.NOOP;
	}

	/**
	 * Make an observation the current one of this thread.
	 * @param observation the observation
	 * @param registry where it is registered
	 * @return what ends that, or does nothing if it fails
	 */
	public Scope openScope(Observation observation, ObservationRegistry registry) {
		Scope outer = registry.getCurrentObservationScope();
		return guarded(observation::openScope, () -> {
			leave(registry, outer);
			return Scope.NOOP;
		});
	}

	/**
	 * Make the one current again that was before.
	 * @param scope what {@link #openScope} returned
	 * @param registry where the observation is registered
	 */
	public void closeScope(Scope scope, ObservationRegistry registry) {
		Scope outer = scope.getPreviousObservationScope();
		if (!succeeds(scope::close)) {
			leave(registry, outer);
		}
	}

	private void leave(ObservationRegistry registry, @Nullable Scope outer) {
		this.givenUp = true;
		registry.setCurrentObservationScope(outer);
	}

	/**
	 * End an observation.
	 * @param observation what {@link #start} returned
	 * @param failure what was thrown, or {@code null} if all went well
	 */
	public void stop(Observation observation, @Nullable Throwable failure) {
		if (failure != null) {
			succeeds(() -> observation.error(failure));
		}
		succeeds(observation::stop);
	}

	private boolean succeeds(Runnable work) {
		return guarded(() -> {
			work.run();
			return true;
		}, () -> false);
	}

	private <T> T guarded(Supplier<T> work, Supplier<T> otherwise) {
		try {
			return work.get();
		}
		catch (Throwable ex) {
			if (this.failed.compareAndSet(false, true)) {
				this.logger.error(this.consequence + "; this is said once", ex);
			}
			return otherwise.get();
		}
	}

}

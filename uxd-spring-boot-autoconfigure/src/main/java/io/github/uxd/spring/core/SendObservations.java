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
package io.github.uxd.spring.core;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.internal.spring.observation.ObservationGuard;
import io.github.uxd.spring.observation.DefaultUxdSendObservationConvention;
import io.github.uxd.spring.observation.UxdObservation;
import io.github.uxd.spring.observation.UxdSendContext;
import io.github.uxd.spring.observation.UxdSendContext.Operation;
import io.github.uxd.spring.observation.UxdSendObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes what a template sends. An observation ends when the kernel has the datagram,
 * or the answer is there; it is not the current one of any thread meanwhile, since
 * nothing of the application runs inside it.
 */
final class SendObservations {

	private static final DefaultUxdSendObservationConvention DEFAULT = new DefaultUxdSendObservationConvention();

	private final ObservationGuard guard = new ObservationGuard(LogNames.TEMPLATE, "Sends can't be observed");

	private final String peerId;

	private ObservationRegistry registry = ObservationRegistry.NOOP;

	private @Nullable UxdSendObservationConvention convention;

	SendObservations(String peerId) {
		this.peerId = peerId;
	}

	void setRegistry(ObservationRegistry registry) {
		this.registry = registry;
	}

	void setConvention(@Nullable UxdSendObservationConvention convention) {
		this.convention = convention;
	}

	/**
	 * Send in this thread.
	 */
	<T> T around(Operation operation, UxdAddress destination, int length, Supplier<T> send) {
		if (this.registry.isNoop()) {
			return send.get();
		}
		Observation observation = start(operation, destination, length);
		Throwable failure = null;
		try {
			return send.get();
		}
		catch (RuntimeException | Error ex) {
			failure = ex;
			throw ex;
		}
		finally {
			stop(observation, failure);
		}
	}

	/**
	 * Send without waiting; the end is that of the future.
	 */
	<T> CompletableFuture<T> aroundFuture(Operation operation, UxdAddress destination, int length,
			Supplier<CompletableFuture<T>> send) {
		if (this.registry.isNoop()) {
			return send.get();
		}
		Observation observation = start(operation, destination, length);
		CompletableFuture<T> future;
		try {
			future = send.get();
		}
		catch (RuntimeException | Error ex) {
			stop(observation, ex);
			throw ex;
		}
		future.whenComplete((result, failure) -> stop(observation, failure));
		// Not what hangs on it: cancelling that would cancel nothing.
		return future;
	}

	private void stop(Observation observation, @Nullable Throwable failure) {
		if (failure instanceof UxdSendException unsent && observation.getContext() instanceof UxdSendContext context) {
			context.setReason(unsent.reason().name().toLowerCase(Locale.ROOT));
		}
		this.guard.stop(observation, failure);
	}

	private Observation start(Operation operation, UxdAddress destination, int length) {
		return this.guard.start(() -> UxdObservation.SEND.observation(this.convention, DEFAULT,
				() -> new UxdSendContext(this.peerId, operation, destination, length), this.registry));
	}

}

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

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.internal.spring.observation.ObservationGuard;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.observation.DefaultUxdListenerObservationConvention;
import io.github.uxd.spring.observation.UxdListenerContext;
import io.github.uxd.spring.observation.UxdListenerObservationConvention;
import io.github.uxd.spring.observation.UxdObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Scope;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes each call of a listener, which is the current observation meanwhile.
 *
 * @param id the id of the listener
 * @param peerId the id of its peer
 * @param listener the listener
 * @param registry what observations are registered with
 * @param convention names them, or {@code null} for the default
 * @param guard keeps what observing fails on from the listener
 */
record ObservedListener(String id, String peerId, DatagramListener listener, ObservationRegistry registry,
		@Nullable UxdListenerObservationConvention convention, ObservationGuard guard) implements ViewListener {

	private static final DefaultUxdListenerObservationConvention DEFAULT = new DefaultUxdListenerObservationConvention();

	ObservedListener(String id, String peerId, DatagramListener listener, ObservationRegistry registry,
			@Nullable UxdListenerObservationConvention convention) {
		this(id, peerId, listener, registry, convention,
				new ObservationGuard(LogNames.LISTENERS, "Listener '" + id + "' can't be observed"));
	}

	@Override
	public void onDatagram(Datagram datagram, Peer peer) throws Exception {
		observe(datagram, () -> this.listener.onDatagram(datagram, peer));
	}

	@Override
	public void onView(DatagramView view, Peer peer) throws Exception {
		ViewListener listener = (ViewListener) this.listener;
		observe(view.copy(), () -> listener.onView(view, peer));
	}

	@Override
	public boolean needsViews() {
		return this.listener instanceof ViewListener listener && listener.needsViews();
	}

	private void observe(Datagram datagram, Call call) throws Exception {
		Observation observation = this.guard.start(() -> UxdObservation.PROCESS.observation(this.convention, DEFAULT,
				() -> new UxdListenerContext(this.peerId, this.id, datagram), this.registry));
		Scope scope = this.guard.openScope(observation, this.registry);
		Throwable failure = null;
		try {
			call.run();
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			this.guard.closeScope(scope, this.registry);
			this.guard.stop(observation, failure);
		}
	}

	/**
	 * The call of the listener.
	 */
	@FunctionalInterface
	private interface Call {

		void run() throws Exception;

	}

}

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

import java.util.function.Consumer;

import io.github.uxd.spring.observation.UxdSendContext;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;

/**
 * Tells when the observation of a send begins and when it ends.
 *
 * @param started is told of the begin
 * @param stopped is told of the end
 */
record ToldObservations(Consumer<UxdSendContext> started,
		Consumer<UxdSendContext> stopped) implements ObservationHandler<UxdSendContext> {

	@Override
	public void onStart(UxdSendContext context) {
		this.started.accept(context);
	}

	@Override
	public void onStop(UxdSendContext context) {
		this.stopped.accept(context);
	}

	@Override
	public boolean supportsContext(Context context) {
		return context instanceof UxdSendContext;
	}

}

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

package io.github.uxd.spring.observation;

import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;

/**
 * Says how the handling of datagrams by listeners is named, and which keys it has. A bean
 * of this type replaces the {@linkplain DefaultUxdListenerObservationConvention default}.
 */
public interface UxdListenerObservationConvention extends ObservationConvention<UxdListenerContext> {

	@Override
	default boolean supportsContext(Context context) {
		return context instanceof UxdListenerContext;
	}

	@Override
	default String getName() {
		return UxdObservation.PROCESS.getConventionalName();
	}

}

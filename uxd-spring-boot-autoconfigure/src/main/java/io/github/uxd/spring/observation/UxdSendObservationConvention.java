package io.github.uxd.spring.observation;

import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;

/**
 * Says how the sends of templates are named, and which keys they have. A bean of this
 * type replaces the {@linkplain DefaultUxdSendObservationConvention default}.
 */
public interface UxdSendObservationConvention extends ObservationConvention<UxdSendContext> {

	@Override
	default boolean supportsContext(Context context) {
		return context instanceof UxdSendContext;
	}

	@Override
	default String getName() {
		return UxdObservation.SEND.getConventionalName();
	}

}

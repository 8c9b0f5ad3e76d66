package io.github.uxd.spring.observation;

import io.github.uxd.spring.observation.UxdObservation.HighCardinalityKey;
import io.github.uxd.spring.observation.UxdObservation.LowCardinalityKey;
import io.micrometer.common.KeyValues;

/**
 * The default {@link UxdSendObservationConvention}, with the keys that
 * {@link UxdObservation#SEND} documents.
 */
public class DefaultUxdSendObservationConvention implements UxdSendObservationConvention {

	/**
	 * Create a convention.
	 */
	public DefaultUxdSendObservationConvention() {
	}

	@Override
	public String getContextualName(UxdSendContext context) {
		return context.getPeerId() + " " + context.getOperation().asString();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(UxdSendContext context) {
		return KeyValues.of(LowCardinalityKey.NAME.withValue(context.getPeerId()),
				LowCardinalityKey.OPERATION.withValue(context.getOperation().asString()),
				LowCardinalityKey.REASON.withValue(context.getReason()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(UxdSendContext context) {
		return KeyValues.of(HighCardinalityKey.DESTINATION.withValue(context.getDestination().toString()));
	}

}

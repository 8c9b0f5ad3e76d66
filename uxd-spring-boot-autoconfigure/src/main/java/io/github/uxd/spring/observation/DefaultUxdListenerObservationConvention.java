package io.github.uxd.spring.observation;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.observation.UxdObservation.HighCardinalityKey;
import io.github.uxd.spring.observation.UxdObservation.LowCardinalityKey;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * The default {@link UxdListenerObservationConvention}, with the keys that
 * {@link UxdObservation#PROCESS} documents.
 */
public class DefaultUxdListenerObservationConvention implements UxdListenerObservationConvention {

	/**
	 * Create a convention.
	 */
	public DefaultUxdListenerObservationConvention() {
	}

	@Override
	public String getContextualName(UxdListenerContext context) {
		return context.getListenerId() + " process";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(UxdListenerContext context) {
		return KeyValues.of(LowCardinalityKey.NAME.withValue(context.getPeerId()),
				LowCardinalityKey.LISTENER.withValue(context.getListenerId()));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(UxdListenerContext context) {
		UxdAddress source = context.getDatagram().source();
		return KeyValues
			.of(HighCardinalityKey.SOURCE.withValue((source != null) ? source.toString() : KeyValue.NONE_VALUE));
	}

}

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

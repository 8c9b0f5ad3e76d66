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

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

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of this library: the one place where their names and keys are written.
 * The exception that one ended with is in Micrometer's own key {@code error}, which is
 * {@code none} if all went well.
 */
public enum UxdObservation implements ObservationDocumentation {

	/**
	 * A listener handles a datagram.
	 */
	PROCESS("uxd.process", DefaultUxdListenerObservationConvention.class,
			new KeyName[] { LowCardinalityKey.NAME, LowCardinalityKey.LISTENER }, HighCardinalityKey.SOURCE),

	/**
	 * A template sends a datagram, and waits for the answer if one is wanted.
	 */
	SEND("uxd.send", DefaultUxdSendObservationConvention.class,
			new KeyName[] { LowCardinalityKey.NAME, LowCardinalityKey.OPERATION, LowCardinalityKey.REASON },
			HighCardinalityKey.DESTINATION);

	private final String conventionalName;

	private final Class<? extends ObservationConvention<? extends Context>> defaultConvention;

	private final KeyName[] lowCardinalityKeys;

	private final KeyName[] highCardinalityKeys;

	UxdObservation(String conventionalName, Class<? extends ObservationConvention<? extends Context>> defaultConvention,
			KeyName[] lowCardinalityKeys, KeyName... highCardinalityKeys) {
		this.conventionalName = conventionalName;
		this.defaultConvention = defaultConvention;
		this.lowCardinalityKeys = lowCardinalityKeys;
		this.highCardinalityKeys = highCardinalityKeys;
	}

	/**
	 * Return the name that the default convention gives the observation. (Micrometer asks
	 * for {@link #getName()} only where there is no convention.)
	 * @return the name
	 */
	public String getConventionalName() {
		return this.conventionalName;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Context>> getDefaultConvention() {
		return this.defaultConvention;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return this.lowCardinalityKeys.clone();
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return this.highCardinalityKeys.clone();
	}

	/**
	 * The keys of few values, which meters and traces have.
	 */
	public enum LowCardinalityKey implements KeyName {

		/**
		 * The id of the peer, as in the meters: its key below {@code uxd.peers}, or the
		 * name of the primary peer.
		 */
		NAME,

		/**
		 * The id of the listener.
		 */
		LISTENER,

		/**
		 * What the template does: {@code send} or {@code send-and-receive}.
		 */
		OPERATION,

		/**
		 * Why the datagram was not sent, or not answered: the reason of the
		 * {@code UxdSendException} in lower case, or {@code none}.
		 */
		REASON;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * The keys of any number of values, which only traces have.
	 */
	public enum HighCardinalityKey implements KeyName {

		/**
		 * The address that the datagram came from: a path, or an abstract name with an
		 * {@code @} in front, or {@code none} if the sender has none or nobody asks.
		 */
		SOURCE,

		/**
		 * The address that the datagram goes to: a path, or an abstract name with an
		 * {@code @} in front.
		 */
		DESTINATION;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}

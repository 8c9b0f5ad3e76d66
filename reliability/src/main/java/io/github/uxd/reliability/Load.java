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
package io.github.uxd.reliability;

import io.github.uxd.reliability.journal.Payload;

/**
 * What a sender sends.
 *
 * @param payload how long the datagrams are
 * @param count how many it sends at most
 * @param rate how many a second; 0 for as fast as it can
 * @param destinations to how many receivers in turns; with more than one their number
 * follows the path
 */
public record Load(Payload payload, long count, int rate, int destinations) {

	/**
	 * Return a load for one destination, as fast as the sender can.
	 * @param count how many it sends
	 * @return the load
	 */
	public static Load of(long count) {
		return new Load(Payload.ANY, count, 0, 1);
	}

	/**
	 * Return a load that ends when the senders are told to.
	 * @return the load
	 */
	public static Load endless() {
		return of(Integer.MAX_VALUE);
	}

	/**
	 * Return this load, not so fast.
	 * @param rate how many datagrams a second
	 * @return a load
	 */
	public Load rate(int rate) {
		return new Load(this.payload, this.count, rate, this.destinations);
	}

	/**
	 * Return this load with lengths of its own.
	 * @param payload the lengths
	 * @return a load
	 */
	public Load payload(Payload payload) {
		return new Load(payload, this.count, this.rate, this.destinations);
	}

	/**
	 * Return this load for several receivers.
	 * @param destinations how many
	 * @return a load
	 */
	public Load destinations(int destinations) {
		return new Load(this.payload, this.count, this.rate, destinations);
	}

}

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
package io.github.uxd.spring.boot.autoconfigure;

import java.time.Duration;

/**
 * Configuration properties of the times before something is tried again.
 */
public abstract class BackOffProperties {

	/**
	 * Time before the first repetition.
	 */
	private Duration initialInterval = Duration.ofMillis(100);

	/**
	 * Factor by which the time grows from one repetition to the next.
	 */
	private double multiplier = 2;

	/**
	 * Longest time before a repetition.
	 */
	private Duration maxInterval;

	BackOffProperties(Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

	public Duration getInitialInterval() {
		return this.initialInterval;
	}

	public void setInitialInterval(Duration initialInterval) {
		this.initialInterval = initialInterval;
	}

	public double getMultiplier() {
		return this.multiplier;
	}

	public void setMultiplier(double multiplier) {
		this.multiplier = multiplier;
	}

	public Duration getMaxInterval() {
		return this.maxInterval;
	}

	public void setMaxInterval(Duration maxInterval) {
		this.maxInterval = maxInterval;
	}

}

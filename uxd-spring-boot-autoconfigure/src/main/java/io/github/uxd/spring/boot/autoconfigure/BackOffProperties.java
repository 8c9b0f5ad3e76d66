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

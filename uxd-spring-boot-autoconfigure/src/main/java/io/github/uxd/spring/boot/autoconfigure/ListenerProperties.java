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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.core.retry.RetryPolicy;

/**
 * Configuration properties of listener methods.
 */
public class ListenerProperties {

	/**
	 * Whether listeners start with the application. The peer of one that does not waits
	 * for it.
	 */
	private boolean autoStartup = true;

	/**
	 * Time to try at most to send what a listener method returns.
	 */
	private Duration replyTimeout = Duration.ofSeconds(1);

	/**
	 * Whether to observe each call of a listener with Micrometer.
	 */
	private boolean observationEnabled;

	@NestedConfigurationProperty
	private final Retry retry = new Retry();

	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public Duration getReplyTimeout() {
		return this.replyTimeout;
	}

	public void setReplyTimeout(Duration replyTimeout) {
		this.replyTimeout = replyTimeout;
	}

	public boolean isObservationEnabled() {
		return this.observationEnabled;
	}

	public void setObservationEnabled(boolean observationEnabled) {
		this.observationEnabled = observationEnabled;
	}

	public Retry getRetry() {
		return this.retry;
	}

	/**
	 * When to call a listener method again that has failed.
	 */
	public static class Retry extends BackOffProperties {

		/**
		 * Number of times to call a listener method again before its failure counts.
		 * Meanwhile the peer receives nothing, or its source if it dispatches.
		 */
		private int maxRetries;

		Retry() {
			super(Duration.ofSeconds(1));
		}

		public int getMaxRetries() {
			return this.maxRetries;
		}

		public void setMaxRetries(int maxRetries) {
			this.maxRetries = maxRetries;
		}

		/**
		 * Refuse what makes no sense.
		 */
		void check(ValueChecks checks, String key) {
			checks.check(this.maxRetries >= 0, key + ".max-retries", this.maxRetries, "It is negative.");
			checks.checkGrowth(key, this, new Retry());
			checks.check(this.maxRetries == 0 || !getMaxInterval().isZero(), key + ".max-interval", getMaxInterval(),
					"It is 0, with which nothing is tried again.");
		}

		/**
		 * Return when to call a listener again.
		 * @return the policy, or {@code null} for never
		 */
		public @Nullable RetryPolicy toPolicy() {
			if (this.maxRetries == 0) {
				return null;
			}
			return RetryPolicy.builder()
				.maxRetries(this.maxRetries)
				.delay(getInitialInterval())
				.multiplier(getMultiplier())
				.maxDelay(getMaxInterval())
				.build();
		}

	}

}

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
import java.time.temporal.ChronoUnit;

import io.github.uxd.internal.spring.listener.PollerSettings;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties of what receives the datagrams.
 */
public class PollerProperties {

	/**
	 * Whether to receive, on a thread of its own, and publish events.
	 */
	private boolean enabled = true;

	/**
	 * Whether to publish each datagram as an application event, which is a copy of it,
	 * while somebody listens to those.
	 */
	private boolean publishEvents = true;

	/**
	 * Number of datagrams to handle at most before looking for anything else to do.
	 */
	private int batchSize = 64;

	/**
	 * Phase in which receiving starts and stops; greater than that of the peer.
	 */
	private int phase = PollerSettings.DEFAULT_PHASE;

	/**
	 * Time to go on receiving at most when stopping, until all that was sent is handled.
	 */
	private Duration drainTimeout = Duration.ofSeconds(5);

	/**
	 * Time between two looks whether the socket file is still there; zero for none. A
	 * file that somebody has removed is made anew.
	 */
	private Duration checkInterval = Duration.ofMillis(900);

	/**
	 * Time without a datagram after which to publish an event, and again each time that
	 * so much has passed; zero for never.
	 */
	private Duration idleEventInterval = Duration.ZERO;

	/**
	 * Time to look for the next datagram again and again, at the cost of a processor,
	 * before waiting for it in the kernel; zero for none. Microseconds if no unit is
	 * given. By default some microseconds, where datagrams follow each other that closely
	 * and there is more than one processor.
	 */
	@DurationUnit(ChronoUnit.MICROS)
	private @Nullable Duration spin;

	/**
	 * Time that one call of a listener may last until health says that the peer is down;
	 * zero for ever.
	 */
	private Duration busyThreshold = Duration.ofMinutes(1);

	@NestedConfigurationProperty
	private final BackOff backOff = new BackOff();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isPublishEvents() {
		return this.publishEvents;
	}

	public void setPublishEvents(boolean publishEvents) {
		this.publishEvents = publishEvents;
	}

	public int getBatchSize() {
		return this.batchSize;
	}

	public void setBatchSize(int batchSize) {
		this.batchSize = batchSize;
	}

	public int getPhase() {
		return this.phase;
	}

	public void setPhase(int phase) {
		this.phase = phase;
	}

	public Duration getDrainTimeout() {
		return this.drainTimeout;
	}

	public void setDrainTimeout(Duration drainTimeout) {
		this.drainTimeout = drainTimeout;
	}

	public Duration getCheckInterval() {
		return this.checkInterval;
	}

	public void setCheckInterval(Duration checkInterval) {
		this.checkInterval = checkInterval;
	}

	public Duration getIdleEventInterval() {
		return this.idleEventInterval;
	}

	public void setIdleEventInterval(Duration idleEventInterval) {
		this.idleEventInterval = idleEventInterval;
	}

	public @Nullable Duration getSpin() {
		return this.spin;
	}

	public void setSpin(@Nullable Duration spin) {
		this.spin = spin;
	}

	public Duration getBusyThreshold() {
		return this.busyThreshold;
	}

	public void setBusyThreshold(Duration busyThreshold) {
		this.busyThreshold = busyThreshold;
	}

	public BackOff getBackOff() {
		return this.backOff;
	}

	/**
	 * When to try again after receiving has failed.
	 */
	public static class BackOff extends BackOffProperties {

		BackOff() {
			super(Duration.ofSeconds(10));
		}

	}

}

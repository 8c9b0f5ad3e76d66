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

import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of the template that sends.
 */
public class TemplateProperties {

	/**
	 * Where to send to if the caller does not say: an absolute path, or an abstract name
	 * with "@" in front.
	 */
	private @Nullable String defaultDestination;

	/**
	 * Time to try again at most while the destination's queue is full.
	 */
	private Duration sendTimeout = Duration.ofSeconds(5);

	/**
	 * Time to wait at most for the answer to a request, sending it included.
	 */
	private Duration replyTimeout = Duration.ofSeconds(5);

	/**
	 * Number of datagrams per destination that may wait to be sent asynchronously.
	 */
	private int queueCapacity = 1000;

	/**
	 * Size of all that may wait to be sent asynchronously, payloads and 1024 bytes more
	 * for each. One destination gets no more than is still free, so half of it at most.
	 */
	private DataSize queueSize = DataSize.ofMegabytes(8);

	/**
	 * Whether to send from a socket of the template's own, so that those who don't read
	 * the peer's answers can't keep anything from being sent.
	 */
	private boolean ownSocket;

	/**
	 * Whether to observe each send with Micrometer.
	 */
	private boolean observationEnabled;

	public @Nullable String getDefaultDestination() {
		return this.defaultDestination;
	}

	public void setDefaultDestination(@Nullable String defaultDestination) {
		this.defaultDestination = defaultDestination;
	}

	public Duration getSendTimeout() {
		return this.sendTimeout;
	}

	public void setSendTimeout(Duration sendTimeout) {
		this.sendTimeout = sendTimeout;
	}

	public Duration getReplyTimeout() {
		return this.replyTimeout;
	}

	public void setReplyTimeout(Duration replyTimeout) {
		this.replyTimeout = replyTimeout;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	public DataSize getQueueSize() {
		return this.queueSize;
	}

	public void setQueueSize(DataSize queueSize) {
		this.queueSize = queueSize;
	}

	public boolean isOwnSocket() {
		return this.ownSocket;
	}

	public void setOwnSocket(boolean ownSocket) {
		this.ownSocket = ownSocket;
	}

	public boolean isObservationEnabled() {
		return this.observationEnabled;
	}

	public void setObservationEnabled(boolean observationEnabled) {
		this.observationEnabled = observationEnabled;
	}

}

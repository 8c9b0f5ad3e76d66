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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * Configuration properties of one listener. What isn't said is as its annotation says, or
 * the properties of its peer.
 */
public class OneListenerProperties {

	/**
	 * Whether the listener starts with the application.
	 */
	private @Nullable Boolean autoStartup;

	/**
	 * Number of datagrams at most that the listener is called with at the same time.
	 */
	private @Nullable Integer concurrency;

	@NestedConfigurationProperty
	private ListenerProperties.@Nullable Retry retry;

	public @Nullable Boolean getAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(@Nullable Boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public @Nullable Integer getConcurrency() {
		return this.concurrency;
	}

	public void setConcurrency(@Nullable Integer concurrency) {
		this.concurrency = concurrency;
	}

	public ListenerProperties.@Nullable Retry getRetry() {
		return this.retry;
	}

	public void setRetry(ListenerProperties.@Nullable Retry retry) {
		this.retry = retry;
	}

}

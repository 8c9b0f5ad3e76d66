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
package io.github.uxd.internal.spring.messaging;

import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Finds how the listeners of a peer are tried again.
 */
@FunctionalInterface
public interface ListenerRetries {

	/**
	 * Return how the listeners of a peer are tried again.
	 * @param peerId the id of the peer, or an empty text for the primary one
	 * @return when to try again, or {@code null} for never; what the sender of a datagram
	 * is to blame for is not tried again, whatever this says
	 */
	@Nullable RetryPolicy getRetry(String peerId);

}

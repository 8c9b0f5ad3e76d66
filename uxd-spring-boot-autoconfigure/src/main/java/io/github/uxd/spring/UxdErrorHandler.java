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
package io.github.uxd.spring;

/**
 * Is given each datagram that a {@link DatagramHandler} or a {@link DatagramListener},
 * and so maybe an event listener, failed on. The next datagram follows in any case.
 * Called on the thread that the handler or listener ran on, or, if a result failed that
 * it had returned, on the one that this failed on: by several at once, for several peers,
 * where datagrams are dispatched, and where results come later.
 */
@FunctionalInterface
public interface UxdErrorHandler {

	/**
	 * Handle the failure to handle a datagram.
	 * @param failure who failed on what, and why
	 */
	void handleError(HandlingFailure failure);

}

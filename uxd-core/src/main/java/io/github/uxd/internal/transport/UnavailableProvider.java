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
package io.github.uxd.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * Stands for transports that can't be had, and tells why.
 *
 * @param unavailableReason the reason, as a sentence
 */
record UnavailableProvider(String unavailableReason) implements TransportProvider {

	@Override
	public DatagramTransport open(SocketSettings settings) {
		throw new UnsupportedOperationException(this.unavailableReason);
	}

	@Override
	public DatagramTransport adopt(int descriptor, SocketSettings settings) {
		throw new UnsupportedOperationException(this.unavailableReason);
	}

	@Override
	public @Nullable SocketError probe(byte[] socketName) {
		throw new UnsupportedOperationException(this.unavailableReason);
	}

}

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

/**
 * The kinds of transports that there are.
 */
public final class TransportProviders {

	private TransportProviders() {
	}

	/**
	 * Return the provider of transports on junixsocket.
	 * @return the provider
	 */
	public static TransportProvider junixsocket() {
		return new JunixsocketProvider();
	}

	/**
	 * Return the provider of transports on the kernel itself.
	 * @return the provider, which may only tell why there are none
	 */
	public static TransportProvider ofNative() {
		return new NativeProvider();
	}

}

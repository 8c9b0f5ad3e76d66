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

	/**
	 * The first JDK with a final {@code java.lang.foreign}.
	 */
	private static final int FIRST_WITH_NATIVE = 22;

	private static final String NATIVE_PROVIDER = "io.github.uxd.internal.transport.NativeProvider";

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
	 * Return the provider of transports on the C library. Its classes are those of a
	 * newer JDK than this one's, so it is loaded by name.
	 * @return the provider, or one that only tells why there is none
	 */
	public static TransportProvider ofNative() {
		int version = Runtime.version().feature();
		if (version < FIRST_WITH_NATIVE) {
			return new UnavailableProvider(
					"The native transport needs JDK " + FIRST_WITH_NATIVE + " or newer, and this is " + version + ".");
		}
		try {
			return (TransportProvider) Class.forName(NATIVE_PROVIDER).getDeclaredConstructor().newInstance();
		}
		catch (ClassNotFoundException ex) {
			return new UnavailableProvider("This build of uxd-core has no native transport, since it was made on a JDK"
					+ " older than " + FIRST_WITH_NATIVE + ".");
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return new UnavailableProvider("The native transport can't be loaded: " + ex);
		}
	}

}

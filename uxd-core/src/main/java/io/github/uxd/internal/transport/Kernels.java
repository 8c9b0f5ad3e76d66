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
 * Finds the way into the kernel that this JVM has, once for all: one that the JIT knows
 * to be the only one costs nothing by itself.
 */
final class Kernels {

	/**
	 * The first JDK with a final {@code java.lang.foreign}.
	 */
	private static final int FIRST_WITH_FOREIGN = 22;

	private static final String FOREIGN_KERNEL = "io.github.uxd.internal.transport.ForeignKernel";

	static final Kernel KERNEL = find();

	private Kernels() {
	}

	private static Kernel find() {
		int version = Runtime.version().feature();
		if (version < FIRST_WITH_FOREIGN) {
			return new UnavailableKernel(
					"The native transport needs JDK " + FIRST_WITH_FOREIGN + " or newer, and this is " + version + ".");
		}
		try {
			return (Kernel) Class.forName(FOREIGN_KERNEL).getDeclaredConstructor().newInstance();
		}
		catch (ClassNotFoundException ex) {
			return new UnavailableKernel("This build of uxd-core has no native transport, since it was made on a JDK"
					+ " older than " + FIRST_WITH_FOREIGN + ".");
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			return new UnavailableKernel((cause instanceof IllegalCallerException)
					? "The JVM denies the native transport what it needs; start it with"
							+ " --enable-native-access=ALL-UNNAMED."
					: "The native transport can't reach the C library: " + cause + ".");
		}
	}

}

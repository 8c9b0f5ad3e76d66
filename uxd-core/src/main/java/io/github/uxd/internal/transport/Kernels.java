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

import java.util.function.Function;

import io.github.uxd.text.OneLine;

/**
 * Finds the way into the kernel that this JVM has, once for all: one that is the only one
 * costs nothing by itself. From JDK 22 on that is {@code java.lang.foreign}, before it
 * JNA, if the application has it. Tests ask for JNA on any JDK by a system property.
 */
final class Kernels {

	private static final String PROPERTY = "io.github.uxd.kernel";

	/**
	 * The first JDK with a final {@code java.lang.foreign}.
	 */
	private static final int FIRST_WITH_FOREIGN = 22;

	private static final String FOREIGN_KERNEL = "io.github.uxd.internal.transport.ForeignKernel";

	private static final String JNA = "com.sun.jna.Native";

	static final Kernel KERNEL = find();

	private Kernels() {
	}

	private static Kernel find() {
		boolean foreign = Runtime.version().feature() >= FIRST_WITH_FOREIGN
				&& !System.getProperty(PROPERTY, "").equals("jna");
		// A build of an older JDK is without it.
		return (foreign && isPresent(FOREIGN_KERNEL)) ? foreign() : jna(foreign);
	}

	private static Kernel foreign() {
		return tried(() -> (Kernel) Class.forName(FOREIGN_KERNEL).getDeclaredConstructor().newInstance(),
				"The native transport can't reach the C library", (cause) -> "");
	}

	private static Kernel jna(boolean oldBuild) {
		if (!isPresent(JNA)) {
			return new UnavailableKernel(
					(oldBuild ? "As this build of uxd-core was made on a JDK older than " + FIRST_WITH_FOREIGN + ", the"
							: "On JDK " + Runtime.version().feature() + " the")
							+ " native transport, which is faster and safer, needs the dependency net.java.dev.jna:jna"
							+ (oldBuild ? ", or a build on JDK " + FIRST_WITH_FOREIGN + " or newer." : "."));
		}
		return tried(JnaKernel::new, "The native transport can't use JNA", Kernels::remedyForJna);
	}

	private static String remedyForJna(Throwable cause) {
		if (cause instanceof UnsatisfiedLinkError && Boolean.getBoolean("jna.nounpack")) {
			return " It may not unpack its library, since jna.nounpack is set: jna.boot.library.path names a directory"
					+ " where the library is already.";
		}
		return (cause instanceof UnsatisfiedLinkError)
				? " It unpacks its library into the home directory's cache or the directory for temporary files, which"
						+ " may not be mounted noexec: jna.tmpdir names another directory, jna.boot.library.path one"
						+ " where the library is already."
				: " Its classes and its library have to be of the same version, 4.0.0 or newer: another version of"
						+ " either is in the way.";
	}

	/**
	 * Return a kernel that has answered as it should. Whatever else may happen (JNA
	 * throws a plain error where a library of another version is in the way) is a reason
	 * to do without.
	 */
	private static Kernel tried(Maker maker, String failure, Function<Throwable, String> remedy) {
		try {
			Kernel kernel = maker.make();
			// Any call will do: whether calls can be made never changes, whether a socket
			// can be opened does.
			long answer = kernel.call(SystemCall.CLOSE.number(), -1, 0, 0, 0, 0, 0);
			if (answer != -LinuxErrors.EBADF) {
				throw new IllegalStateException("A call has returned " + answer);
			}
			return kernel;
		}
		catch (ReflectiveOperationException | RuntimeException | Error ex) {
			Throwable cause = (ex instanceof ExceptionInInitializerError && ex.getCause() != null) ? ex.getCause() : ex;
			return new UnavailableKernel((cause instanceof IllegalCallerException)
					? "The JVM denies the native transport what it needs; start it with"
							+ " --enable-native-access=ALL-UNNAMED."
					: failure + " (" + OneLine.of(cause) + ")." + remedy.apply(cause));
		}
	}

	private static boolean isPresent(String name) {
		try {
			Class.forName(name, false, Kernels.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
		catch (LinkageError ex) {
			// It is there, and broken: to use it will tell how.
			return true;
		}
	}

	@FunctionalInterface
	private interface Maker {

		Kernel make() throws ReflectiveOperationException;

	}

}

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
package io.github.uxd.internal.spring.annotation;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Runs a task where a library is missing.
 */
public final class WithoutLibrary {

	private WithoutLibrary() {
	}

	/**
	 * Run a task.
	 * @param library what the names of the missing jars begin with
	 * @param task has a constructor without parameters, and returns something that all
	 * class loaders know
	 */
	public static Object call(String library, Class<? extends Callable<?>> task) throws Exception {
		URL[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.filter((entry) -> !entry.getFileName().toString().startsWith(library))
			.map(WithoutLibrary::url)
			.toArray(URL[]::new);
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			var constructor = loader.loadClass(task.getName()).getDeclaredConstructor();
			constructor.setAccessible(true);
			return ((Callable<?>) constructor.newInstance()).call();
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	private static URL url(Path entry) {
		try {
			return entry.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}

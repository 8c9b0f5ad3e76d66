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
package io.github.uxd.reliability;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What applications have counted.
 *
 * @param counters the counters of each process
 */
public record Counted(List<Properties> counters) {

	/**
	 * Read what one process has written.
	 * @param path where
	 * @return the counters
	 */
	public static Counted read(Path path) {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(path)) {
			properties.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new Counted(List.of(properties));
	}

	/**
	 * Return a sum.
	 * @param name the name of the counter
	 * @return the sum of all processes
	 */
	public long sum(String name) {
		return this.counters.stream().mapToLong((of) -> Long.parseLong(of.getProperty(name, "0"))).sum();
	}

}

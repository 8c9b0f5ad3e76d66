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
package io.github.uxd.reliability.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.uxd.reliability.Machine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of all scenarios on one JDK and one transport; kept as JSON.
 *
 * @param jdk the feature version of the JDK
 * @param transport the transport
 * @param kernel the kernel's version
 * @param processors how many processors there were
 * @param queueLength how many datagrams waited for one receiver at most
 * @param played the scenarios
 */
record RunResults(int jdk, String transport, String kernel, int processors, int queueLength, List<Played> played) {

	private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	/**
	 * Return those of this JDK, with what was played before of what there still is.
	 */
	static RunResults continued(Path directory, String transport, Set<String> names) {
		int jdk = Runtime.version().feature();
		List<Played> before = all(directory).stream()
			.filter((results) -> results.jdk() == jdk && results.transport().equals(transport))
			.findFirst()
			.map(RunResults::played)
			.orElse(List.of());
		return new RunResults(jdk, transport, Machine.kernel(), Machine.processors(), Machine.queueLength(),
				new ArrayList<>(before.stream().filter((played) -> names.contains(played.name())).toList()));
	}

	/**
	 * Return all that are kept, the newest JDK first.
	 */
	static List<RunResults> all(Path directory) {
		if (!Files.isDirectory(directory)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(".json"))
				.map((file) -> JSON.readValue(file, RunResults.class))
				.sorted((one, other) -> Integer.compare(other.jdk(), one.jdk()))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void add(Played played, Path directory) {
		this.played.removeIf((before) -> before.name().equals(played.name()));
		this.played.add(played);
		String name = "jdk" + this.jdk + "-" + this.transport + ".json";
		try {
			Files.createDirectories(directory);
			// A run that is ended meanwhile leaves what was there before.
			Path unfinished = directory.resolve(name + ".unfinished");
			JSON.writeValue(unfinished, this);
			Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String title() {
		return "JDK " + this.jdk + ", " + this.transport;
	}

}

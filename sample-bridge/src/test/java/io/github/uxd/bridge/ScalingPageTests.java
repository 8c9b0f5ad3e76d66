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
package io.github.uxd.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide says of the settings is so.
 */
class ScalingPageTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `(bridge\\.[a-z.-]+)` \\|.*\\| (.+) \\|$");

	private final String page = read();

	private static String read() {
		try {
			return Files.readString(Path.of("../docs/scaling.md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void namesAllSettingsWithTheirDefaults() {
		Map<String, String> told = ROW.matcher(this.page)
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2).replace("`", "")));
		Map<String, String> real = new TreeMap<>();
		collect("bridge", BridgeProperties.class, real);
		assertThat(told.keySet()).isEqualTo(real.keySet());
		real.forEach((name, value) -> {
			if (!value.isEmpty()) {
				assertThat(told.get(name)).as(name).isEqualTo(value);
			}
		});
		assertThat(told).containsEntry("bridge.broker.directory",
				new Binder(new MapConfigurationPropertySource()).bindOrCreate("bridge", BridgeProperties.class)
					.broker()
					.directory()
					.toString()
					.replace(System.getProperty("user.home"), "~"));
	}

	private static void collect(String prefix, Class<?> type, Map<String, String> settings) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
			if (component.getType().isRecord()) {
				collect(name, component.getType(), settings);
			}
			else {
				settings.put(name, defaultOf(type, component.getName()));
			}
		}
	}

	private static String defaultOf(Class<?> type, String name) {
		return Arrays.stream(type.getDeclaredConstructors()[0].getParameters())
			.filter((parameter) -> parameter.getName().equals(name))
			.map((parameter) -> parameter.getAnnotation(DefaultValue.class))
			.map((value) -> (value != null) ? value.value()[0] : "")
			.collect(Collectors.joining());
	}

}

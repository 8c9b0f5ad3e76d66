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
package io.github.uxd.spring.boot.autoconfigure;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's page of the properties beside what an editor is told of them.
 */
class PropertiesPageTests {

	private final List<List<String>> documented = GuidePage.of("properties.md").rows("property", 3);

	@Test
	void namesEveryPropertyOnceWithItsDefault() throws Exception {
		assertThat(this.documented).extracting((row) -> row.get(0) + " = " + row.get(2))
			.containsExactlyInAnyOrderElementsOf(
					metadata().stream().map((property) -> property.get("name") + " = " + defaultOf(property)).toList());
	}

	@Test
	void tellsWhatEachMeans() {
		assertThat(this.documented).allSatisfy((row) -> assertThat(row.get(1)).as(row.get(0)).endsWith("."));
	}

	private static String defaultOf(Map<String, Object> property) {
		String value = String.valueOf(property.getOrDefault("defaultValue", "–"));
		return value.isEmpty() ? "empty" : value;
	}

	private static List<Map<String, Object>> metadata() throws Exception {
		try (InputStream stream = UxdProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonPath.read(stream, "$.properties");
		}
	}

}

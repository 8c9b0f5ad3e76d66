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

package io.github.uxd.spring.boot.autoconfigure;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor shows of the properties.
 */
class ConfigurationMetadataTests {

	@Test
	void everyPropertyHasATypeAndADescription() throws Exception {
		List<Map<String, Object>> properties = properties();
		assertThat(properties).hasSizeGreaterThan(20);
		assertThat(properties).allSatisfy((property) -> {
			assertThat((String) property.get("name")).matches("(management\\.health\\.)?uxd\\..*");
			assertThat(property.get("type")).isNotNull();
			String description = (String) property.get("description");
			assertThat(description).as("%s", property.get("name")).isNotNull().endsWith(".");
			assertThat(description).doesNotStartWith("The ").doesNotStartWith("A ");
			if (property.get("type").equals("java.lang.Boolean")) {
				assertThat(description).startsWith("Whether ");
			}
		});
	}

	@Test
	void defaultsThatComeFromElsewhereAreTold() throws Exception {
		assertThat(properties()).anySatisfy((property) -> {
			assertThat(property.get("name")).isEqualTo("uxd.buffer-size");
			assertThat(property.get("defaultValue")).isEqualTo("65535B");
		});
	}

	private static List<Map<String, Object>> properties() throws Exception {
		try (InputStream stream = UxdProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonPath.read(stream, "$.properties");
		}
	}

}

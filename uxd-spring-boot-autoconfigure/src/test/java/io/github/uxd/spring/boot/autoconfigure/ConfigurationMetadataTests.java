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
import io.github.uxd.DirectoryPermissions;
import io.github.uxd.Umask;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanWrapper;
import org.springframework.beans.BeanWrapperImpl;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an editor shows of the properties.
 */
class ConfigurationMetadataTests {

	private static final String SYSTEMD = "uxd.systemd.";

	@Test
	void everyPropertyHasATypeAndADescription() throws Exception {
		List<Map<String, Object>> properties = properties();
		assertThat(properties).hasSizeGreaterThan(20);
		assertThat(properties).allSatisfy((property) -> {
			assertThat((String) property.get("name")).matches("(management\\.(health|endpoint)\\.)?uxd\\..*");
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

	@Test
	void theEndpointHasTheUsualProperties() throws Exception {
		assertThat(properties()).extracting((property) -> property.get("name"))
			.contains("management.endpoint.uxd.access", "management.endpoint.uxd.cache.time-to-live");
	}

	@Test
	void everyDefaultIsToldAndIsTheOneThatCounts() throws Exception {
		BeanWrapper peers = new BeanWrapperImpl(new UxdProperties());
		BeanWrapper systemd = new BeanWrapperImpl(new SystemdProperties());
		ConversionService conversions = ApplicationConversionService.getSharedInstance();
		assertThat(properties()).filteredOn((property) -> ((String) property.get("name")).startsWith("uxd."))
			.allSatisfy((property) -> {
				String name = (String) property.get("name");
				Object expected = name.startsWith(SYSTEMD)
						? systemd.getPropertyValue(propertyPath(name.substring(SYSTEMD.length())))
						: peers.getPropertyValue(propertyPath(name.substring("uxd.".length())));
				Object told = property.get("defaultValue");
				if (isNothing(expected)) {
					// What is said there comes from elsewhere: the head directory of hio.
					return;
				}
				assertThat(told).as("%s", property.get("name")).isNotNull();
				Object converted = (expected instanceof Umask || expected instanceof DirectoryPermissions)
						? DirectoryPermissions.of(told.toString())
						: conversions.convert(told.toString(), expected.getClass());
				assertThat(converted).as("%s", property.get("name")).isEqualTo(expected);
			});
	}

	private static boolean isNothing(Object value) {
		return value == null || value.equals("") || value instanceof Map<?, ?>;
	}

	private static String propertyPath(String name) {
		StringBuilder path = new StringBuilder();
		for (String part : name.split("-")) {
			path.append(path.isEmpty() ? part : StringUtils.capitalize(part));
		}
		return path.toString();
	}

	private static List<Map<String, Object>> properties() throws Exception {
		try (InputStream stream = UxdProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonPath.read(stream, "$.properties");
		}
	}

}

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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.PeerPoller;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

/**
 * Whatever number a property is given, the application works and stops with it, or
 * doesn't start and says which property it is.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ExtremeValuesTests {

	private static final List<String> TIMES = List.of("", "0", "-1ns", "1ns", "999999ns", "-106751991167300d", "36500d",
			"36501d", "106752d", "10000000d", "106751991167300d", "9223372036854775807s", "9223372036854775807ms",
			"PT2562047788015215H30M7.999999999S", "PT-2562047788015215H-30M-8S");

	private static final List<String> NUMBERS = List.of("", "0", "-1", "1", "2147483647", "-2147483648");

	private static final List<String> FACTORS = List.of("", "0", "-1", "1", "1.7976931348623157E308", "4.9E-324", "NaN",
			"Infinity", "-Infinity");

	private static final List<String> SIZES = List.of("", "0B", "-1B", "1B", "9223372036854775807B",
			"-9223372036854775808B", "9007199254740991KB", "2147483647B");

	@TempDir
	Path directory;

	static Stream<String> values() throws Exception {
		return properties().flatMap(
				(property) -> values((String) property.get("type")).map((value) -> property.get("name") + "=" + value));
	}

	private static Stream<Map<String, Object>> properties() throws Exception {
		try (InputStream stream = UxdProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			List<Map<String, Object>> properties = JsonPath.read(stream, "$.properties");
			return properties.stream().filter((property) -> ((String) property.get("name")).startsWith("uxd."));
		}
	}

	private static Stream<String> values(String type) {
		return switch (type) {
			case "java.time.Duration" -> TIMES.stream();
			case "java.lang.Integer", "java.lang.Long" -> NUMBERS.stream();
			case "java.lang.Double" -> FACTORS.stream();
			case "org.springframework.util.unit.DataSize" -> SIZES.stream();
			default -> Stream.empty();
		};
	}

	@ParameterizedTest
	@MethodSource("values")
	void itWorksAndStopsOrItIsRefusedByItsName(String assignment, CapturedOutput output) {
		String property = assignment.substring(0, assignment.indexOf('='));
		runner().withPropertyValues(assignment).run((context) -> {
			if (context.getStartupFailure() != null) {
				assertThatItIsNamed(property, context.getStartupFailure());
			}
			else {
				use(context);
				long start = System.nanoTime();
				context.getSourceApplicationContext().close();
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
			}
		});
		assertThat(output).doesNotContain("ArithmeticException", "NegativeArraySizeException", "OutOfMemoryError",
				"IllegalArgumentException", "overflow");
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withUserConfiguration(Failing.class)
			.withPropertyValues("uxd.head-directory=" + this.directory, "uxd.name=extreme", "uxd.dispatch.mode=pool",
					"uxd.wire-log.enabled=true", "uxd.wire-log.temp=true", "uxd.listener.retry.max-retries=1");
	}

	private static void assertThatItIsNamed(String property, Throwable failure) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
		if (root instanceof InvalidConfigurationPropertyValueException invalid) {
			assertThat(invalid.getName()).isEqualTo(property);
			assertThat(invalid.getReason()).isNotEmpty().doesNotContain("Exception");
			return;
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConfigurationPropertiesBindException) {
				// No value of its type: Spring Boot says so, and names it.
				assertThat(cause.getCause()).hasMessageContaining(property);
				return;
			}
		}
		fail("Not refused by its name", failure);
	}

	private static void use(AssertableApplicationContext context) throws Exception {
		Peer peer = context.getBean(Peer.class);
		PeerPoller poller = context.getBean(PeerPoller.class);
		UxdTemplate template = context.getBean(UxdTemplate.class);
		TestSockets.send(peer.path(), "a");
		template.sendAsync(new byte[1], UxdAddress.of(peer.path())).get(30, TimeUnit.SECONDS);
		await().until(() -> peer.statistics().received() > 0);
		assertThat(poller.getState()).isNotNull();
		assertThat(poller.isStuck()).isIn(true, false);
	}

	@ParameterizedTest
	@CsvSource({ "uxd.poller.back-off.initial-interval=11s, uxd.poller.back-off.max-interval",
			"uxd.listener.retry.initial-interval=2s, uxd.listener.retry.max-interval",
			"uxd.phase=2147483600, uxd.poller.phase" })
	void whatIsRefusedBesideADefaultSaysThatItIsOne(String assignment, String other) {
		runner().withPropertyValues(assignment)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo(assignment.substring(0, assignment.indexOf('=')));
					assertThat(ex.getReason()).contains("'" + other + "'", "by default");
				}));
	}

	static class Failing {

		@UxdListener
		void fail(String text) {
			throw new IllegalStateException("as asked");
		}

	}

}

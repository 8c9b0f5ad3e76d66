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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import io.github.uxd.Peer;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Keys below {@code uxd} that nobody reads.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class UnknownKeysTests {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	@BeforeEach
	void setUp() {
		this.runner = new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.head-directory=" + this.directory);
	}

	@ParameterizedTest
	@CsvSource({ "uxd.umaks=0077, uxd.umask", "uxd.allowed-user=0, uxd.allowed-users",
			"uxd.drain-timeout=5s, uxd.poller.drain-timeout", "uxd.poller.drian-timeout=5s, uxd.poller.drain-timeout",
			"uxd.listeners.auto-startup=false, uxd.listener.auto-startup", "uxd.enabeld=false, uxd.enabled",
			"uxd.systemd.notfiy=false, uxd.systemd.notify", "uxd.head.directory=/run, uxd.head-directory",
			"uxd.peers.orders.umaks=0077, uxd.peers.orders.umask",
			"uxd.peers.orders.wire-log.maxsz=1, uxd.peers.orders.wire-log.max-size" })
	void theNearestKeyIsTold(String property, String nearest) {
		this.runner.withPropertyValues(property, "uxd.peers.orders.path=" + this.directory.resolve("orders"))
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(UnknownKeysException.class)
				.hasMessage("There is no key '" + property.substring(0, property.indexOf('=')) + "' (\""
						+ property.substring(0, property.indexOf('=')) + "\" from property source \"test\"), but '"
						+ nearest + "'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "uxd.zebra=1", "uxd.peers.orders.primary=false", "uxd.peers.orders.systemd.notify=true",
			"uxd.peers.orders.on-unknown-key=warn", "uxd.console.read-only=true" })
	void aKeyThatIsNearNoneIsRefusedToo(String property) {
		this.runner.withPropertyValues(property, "uxd.peers.orders.path=" + this.directory.resolve("orders"))
			.run((context) -> assertThat(context).getFailure().isInstanceOf(UnknownKeysException.class));
	}

	@Test
	void allOfThemAreToldAtOnceWithTheirPlaces(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("application.yml"),
				"uxd:\n  umaks: '0077'\n  peers:\n    orders:\n      pth: /run/orders\n");
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.run("--spring.config.location=file:" + file, "--uxd.head-directory=" + this.directory));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsPattern("There is no key 'uxd\\.umaks' \\(.*application\\.yml.* - 2:10\\), but 'uxd\\.umask'\\.")
			.containsPattern("There is no key 'uxd\\.peers\\.orders\\.pth' \\(.*application\\.yml.* - 5:12\\), "
					+ "but 'uxd\\.peers\\.orders\\.path'\\.")
			.contains("set 'uxd.on-unknown-key' to warn");
	}

	@Test
	void theyCanBeLoggedInstead(CapturedOutput output) {
		this.runner.withPropertyValues("uxd.on-unknown-key=warn", "uxd.umaks=0077").run((context) -> {
			assertThat(context).hasSingleBean(Peer.class);
			assertThat(output).containsOnlyOnce("There is no key 'uxd.umaks'").contains("but 'uxd.umask'");
		});
	}

	@Test
	void everyKeyIsKnownHoweverItIsSpelt() throws Exception {
		List<String> names = metadata();
		assertThat(names).hasSizeGreaterThan(60);
		List<String> spelt = new ArrayList<>();
		for (String name : names) {
			spelt.add(name);
			spelt.add(camelCase(name));
			spelt.add(name.replace('-', '_'));
			if (!name.startsWith("uxd.systemd.")
					&& !List.of("uxd.primary", "uxd.peers", "uxd.listeners", "uxd.on-unknown-key").contains(name)) {
				spelt.add(name.replace("uxd.", "uxd.peers.myOrders."));
			}
		}
		assertThat(spelt).allSatisfy((name) -> KeysCheck.check(environment(Map.of(name, ""))));
	}

	@Test
	void nothingIsKnownThatNoEditorIsToldOf() throws Exception {
		assertThat(KnownKeys.OF_APPLICATION.all()).extracting((key) -> "uxd." + key.name())
			.containsExactlyInAnyOrderElementsOf(metadata().stream()
				.filter((name) -> !List.of("uxd.peers", "uxd.listeners").contains(name))
				.toList());
	}

	@Test
	void whatIsDifferentForOneListenerIsKnown() {
		assertThat(List.of("uxd.listeners.alarms.auto-startup", "uxd.listeners[orders.onOrder].retry.max-retries",
				"uxd.listeners.alarms.retry.initialInterval"))
			.allSatisfy((name) -> KeysCheck.check(environment(Map.of(name, ""))));
		assertThatExceptionOfType(UnknownKeysException.class)
			.isThrownBy(() -> KeysCheck.check(environment(Map.of("uxd.listeners.alarms.auto-start", "false"))))
			.withMessageContaining("but 'uxd.listeners.alarms.auto-startup'");
		assertThatExceptionOfType(UnknownKeysException.class).as("an id with a dot")
			.isThrownBy(
					() -> KeysCheck.check(environment(Map.of("uxd.listeners.orders.onOrder.retry.max-retries", "1"))))
			.withMessageContaining("but 'uxd.listeners[<id>].retry.max-retries'");
	}

	@Test
	void allClassesOfPropertiesAreLookedAt() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		assertThat(scanner.findCandidateComponents("io.github.uxd").stream().map((bean) -> bean.getBeanClassName()))
			.filteredOn((name) -> !name.contains("Tests"))
			.containsExactlyInAnyOrder(UxdProperties.class.getName(), SystemdProperties.class.getName());
	}

	@Test
	void environmentVariablesMayHaveUnderscoresAnywhere(CapturedOutput output) {
		variables(Map.of("UXD_UMASK", "0077", "UXD_HEAD_DIRECTORY", this.directory.toString(), "UXD_WIRELOG_MAXSIZE",
				"1MB", "UXD_WIRE_LOG_MAX_FILES", "3", "UXD_PEERS_ORDERS_PATH",
				this.directory.resolve("orders").toString(), "UXD_PEERS_ORDERS_BUFFER_SIZE", "1KB"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).doesNotContain("There is no key");
				assertThat(context.getBean(UxdPeers.class).get("orders").peer().options().bufferSize()).isEqualTo(1024);
			});
	}

	@Test
	void aListOfUsersIsOneKey(CapturedOutput output) {
		this.runner.withPropertyValues("uxd.primary=false", "uxd.allowed-users[0]=0", "uxd.allowed-users[1]=1")
			.run((context) -> assertThat(context).hasNotFailed());
		variables(Map.of("UXD_PRIMARY", "false", "UXD_ALLOWEDUSERS_0", "0"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).doesNotContain("There is no key");
	}

	@Test
	void environmentVariablesAndPropertiesOfTheJvmOnlyWarn(CapturedOutput output) {
		variables(Map.of("UXD_SERVICE_HOST", "10.0.0.1", "UXD_UMAKS", "0077", "UXD__A___B", "x", "UXD_", "y"))
			.withSystemProperties("uxd.pth=/run/x")
			.run((context) -> {
				assertThat(context).hasSingleBean(Peer.class);
				assertThat(output).contains("'uxd.service.host'", "'uxd.umaks'", "but 'uxd.umask'", "UXD_UMAKS",
						"'uxd.pth'");
			});
	}

	@Test
	void aGroupWithNothingBelowItIsNoMistake() {
		KeysCheck.check(environment(Map.of("uxd.poller", "", "uxd.listener.retry", "", "uxd.peers", "",
				"uxd.peers.orders", "", "uxd.peers.orders.template", "")));
	}

	@Test
	void aListOfPeersIsRefusedWithTheRightForm(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("application.yml"),
				"uxd:\n  peers:\n  - path: /run/orders\n");
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.run("--spring.config.location=file:" + file, "--uxd.head-directory=" + this.directory));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsPattern("There is no key 'uxd\\.peers\\[0]\\.path' \\(.*application\\.yml.* - 3:11\\), "
					+ "but 'uxd\\.peers\\.<id>\\.path'");
	}

	private static StandardEnvironment environment(Map<String, Object> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	private ApplicationContextRunner variables(Map<String, Object> variables) {
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource(
					"test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
	}

	private static String camelCase(String name) {
		StringBuilder camelCase = new StringBuilder();
		for (String part : name.split("-")) {
			camelCase.append(camelCase.isEmpty() ? part : StringUtils.capitalize(part));
		}
		return camelCase.toString();
	}

	private static List<String> metadata() throws Exception {
		try (InputStream stream = UxdProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			List<String> names = JsonPath.read(stream, "$.properties[*].name");
			return names.stream().filter((name) -> name.startsWith("uxd.")).toList();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(UxdAutoConfiguration.class)
	static class Application {

	}

}

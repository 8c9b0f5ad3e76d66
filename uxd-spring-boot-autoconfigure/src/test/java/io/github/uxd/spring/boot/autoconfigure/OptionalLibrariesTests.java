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

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.uxd.Peer;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is optional may be missing, each library alone and all of them together.
 */
@Timeout(120)
class OptionalLibrariesTests {

	private static final String[] ALL_ON = { "uxd.name=main", "uxd.listener.observation-enabled=true",
			"uxd.template.observation-enabled=true", "management.endpoints.web.exposure.include=*" };

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate.endpoint", "org.springframework.boot.health.contributor",
			"io.micrometer.core",
			"org.springframework.boot.actuate.endpoint org.springframework.boot.health.contributor io.micrometer.core" })
	void anApplicationReceivesWhateverItsClassLoaderHides(String packages) {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withClassLoader(new FilteredClassLoader(packages.split(" ")))
			.withPropertyValues(ALL_ON)
			.withPropertyValues("uxd.head-directory=" + this.directory)
			.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(hear(context)).isEqualTo("hello");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring-boot-actuator", "spring-boot-health", "spring-boot-micrometer micrometer-core",
			"spring-boot-actuator spring-boot-health spring-boot-micrometer micrometer-core jackson" })
	void anApplicationReceivesWithoutTheJars(String jars) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPathWithout(jars)));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.addAll(List.of(Application.class.getName(), "--uxd.head-directory=" + this.directory));
		Arrays.stream(ALL_ON).map((property) -> "--" + property).forEach(command::add);
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output).contains("Heard hello").doesNotContain("Exception").doesNotContain("WARN");
		assertThat(process.exitValue()).isZero();
	}

	private static String classPathWithout(String jars) {
		List<String> prefixes = List.of(jars.split(" "));
		List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
		List<String> kept = all.stream()
			.filter((entry) -> prefixes.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
			.toList();
		assertThat(all.size() - kept.size()).as("jars left out").isGreaterThanOrEqualTo(prefixes.size());
		return kept.stream().collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * Send something to the application, and return what a listener heard.
	 */
	private static String hear(ConfigurableApplicationContext context) throws Exception {
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		context.getBean(UxdListenerRegistry.class)
			.register("listener", "", 0, true, (datagram, peer) -> heard.add(datagram.text()));
		TestSockets.send(context.getBean(Peer.class).path(), "hello");
		return heard.poll(20, TimeUnit.SECONDS);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) throws Exception {
			try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, args)) {
				System.out.println("Heard " + hear(context));
			}
		}

	}

}

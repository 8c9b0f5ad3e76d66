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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Paths with characters that the locale of the JVM lacks.
 */
@Timeout(60)
class LocaleTests {

	@ParameterizedTest
	@ValueSource(strings = { "path", "head-directory", "wire-log.head-directory" })
	void aPathThatTheLocaleCannotSpellIsToldWithWhatToDo(String key) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dstdout.encoding=UTF-8", "-cp",
				System.getProperty("java.class.path"), Main.class.getName(), "uxd." + key)
			.redirectErrorStream(true);
		builder.environment().put("LC_ALL", "C");
		Process process = builder.start();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		assertThat(printed).contains("APPLICATION FAILED TO START")
			.contains("'uxd." + key + "'", "the locale that the JVM was started in lacks its characters",
					"LC_ALL=C.UTF-8");
	}

	static final class Main {

		private Main() {
		}

		public static void main(String[] args) {
			new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
				.run("--" + args[0] + "=/tmp/sch\u00f6n/shop",
						"--uxd.wire-log.enabled=" + args[0].contains("wire-log"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(UxdAutoConfiguration.class)
	static class Application {

	}

}

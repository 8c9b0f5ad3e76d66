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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.uxd.Peer;
import io.github.uxd.Umask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Octal text from where people write it. In YAML, {@code 0077} without quotes is the
 * number 63.
 */
@ExtendWith(OutputCaptureExtension.class)
class OctalBindingTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "\"077\"", "\"0077\"", "\"0o077\"", "'0077'", "0o077" })
	void textFromYaml(String value) throws Exception {
		assertThat(umaskOf("application.yml", "uxd:\n  umask: " + value + "\n")).isEqualTo(Umask.of("077"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "077", "0077", "0o077" })
	void textFromProperties(String value) throws Exception {
		assertThat(umaskOf("application.properties", "uxd.umask=" + value + "\n")).isEqualTo(Umask.of("077"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "077", "0077", "0o077" })
	void textFromTheEnvironment(String value) throws Exception {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", Map.of("UXD_UMASK", value)));
		try (ConfigurableApplicationContext context = application().environment(environment).run(arguments())) {
			assertThat(context.getBean(Peer.class).options().umask()).isEqualTo(Umask.of("077"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "umask,0077,63,'write \"0077\" if you wrote 0077, or \"0063\" if you wrote 63'",
			"umask,77,77,'write \"0115\" if you wrote 0115, or \"0077\" if you wrote 77'",
			"umask,0022,18,'write \"0022\"'", "permissions,0700,448,'write \"0700\"'", "umask,0,0,'write \"0000\"'" })
	void aNumberFromYamlIsRefusedWithWhatToWrite(String property, String value, String number, String advice,
			CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("application.yml"),
				"uxd:\n  " + property + ": " + value + "\n");
		assertThatException().isThrownBy(() -> run(file));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'uxd." + property + "'")
			.contains("application.yml")
			.contains("- 2:")
			.contains("number " + number)
			.contains(advice);
		assertThat(this.directory.resolve("hio")).doesNotExist();
	}

	@Test
	void textThatIsNotOctalIsRefusedWithAnExample(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.directory.resolve("application.yml"), "uxd:\n  umask: \"u=rwx\"\n");
		assertThatException().isThrownBy(() -> run(file));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("u=rwx").contains("such as \"0077\"");
	}

	@Test
	void anEmptyValueMeansTheUmaskOfTheProcess() throws Exception {
		assertThat(umaskOf("application.properties", "uxd.umask=\n")).isNull();
	}

	private Umask umaskOf(String name, String content) throws Exception {
		try (ConfigurableApplicationContext context = run(Files.writeString(this.directory.resolve(name), content))) {
			return context.getBean(Peer.class).options().umask();
		}
	}

	private ConfigurableApplicationContext run(Path file) {
		List<String> arguments = new ArrayList<>(List.of(arguments()));
		arguments.add("--spring.config.location=file:" + file);
		return application().run(arguments.toArray(String[]::new));
	}

	private SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE);
	}

	private String[] arguments() {
		return new String[] { "--uxd.head-directory=" + this.directory, "--uxd.base=private" };
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(UxdAutoConfiguration.class)
	static class Application {

	}

}

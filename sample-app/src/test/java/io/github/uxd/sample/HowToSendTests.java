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
package io.github.uxd.sample;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application says of itself at the start.
 */
@Timeout(60)
class HowToSendTests {

	private static final String PAGE = "To see what arrives, open ";

	@TempDir
	Path directory;

	@Test
	void withoutAWebServerNoPageIsTold() {
		assertThat(text("--spring.main.web-application-type=none")).contains("To send a datagram").doesNotContain(PAGE);
	}

	@Test
	void thePageIsToldAsItIs() {
		assertThat(text("--server.port=0", "--server.address=127.0.0.2", "--server.servlet.context-path=/shop"))
			.containsPattern(PAGE + "http://127\\.0\\.0\\.2:\\d+/shop/\n");
	}

	@Test
	void itIsToldWithTlsToo() throws Exception {
		Path keys = this.directory.resolve("keys.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-storepass", "changeit", "-keystore",
				keys.toString())
			.inheritIO()
			.start();
		assertThat(keytool.waitFor()).isZero();
		assertThat(
				text("--server.port=0", "--server.ssl.key-store=" + keys, "--server.ssl.key-store-password=changeit"))
			.containsPattern(PAGE + "https://localhost:\\d+/\n");
	}

	private String text(String... arguments) {
		try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.properties("uxd.path=" + this.directory.resolve("sample.uxd"))
			.run(arguments)) {
			return application.getBean(HowToSend.class).text();
		}
	}

	@EnableAutoConfiguration
	@Import({ EchoListener.class, HowToSend.class })
	static class Application {

	}

}

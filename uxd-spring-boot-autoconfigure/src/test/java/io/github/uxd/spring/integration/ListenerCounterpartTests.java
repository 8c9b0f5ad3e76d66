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
package io.github.uxd.spring.integration;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Programs that are answered by a listener method of a few lines.
 */
@Timeout(60)
class ListenerCounterpartTests extends OnEachTransport {

	@TempDir
	Path directory;

	@Test
	@RequiresProgram("wpa_cli")
	void wpaCliPingsAControlSocket() {
		withListener(ControlSocket.class, "wlan0", (path) -> {
			String printed = shell("PATH=$PATH:/usr/sbin:/sbin wpa_cli -p " + path.getParent() + " -i wlan0 -s "
					+ this.directory + " ping");
			assertThat(printed).endsWith("PONG\n");
		});
	}

	@Test
	@RequiresProgram("socat")
	void socatThatIsBoundPrintsTheAnswer() {
		withListener(Shouter.class, "shouter", (path) -> {
			// Its input stays open until the first line of its output is read.
			Process socat = new ProcessBuilder("socat", "-",
					"UNIX-SENDTO:" + path + ",bind=" + this.directory.resolve("client"))
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
			try {
				socat.outputWriter(StandardCharsets.UTF_8).append("hello\n").flush();
				assertThat(socat.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("HELLO");
			}
			finally {
				socat.destroy();
				assertThat(socat.waitFor(10, TimeUnit.SECONDS)).isTrue();
			}
		});
	}

	private void withListener(Class<?> listener, String name, ThrowingConsumer test) {
		Path path = this.directory.resolve("sockets").resolve(name);
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withUserConfiguration(listener)
			.withPropertyValues("uxd.path=" + path, transportProperty())
			.run((context) -> test.accept(path));
	}

	private static String shell(String script) throws Exception {
		Process process = new ProcessBuilder("sh", "-c", script).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return output;
	}

	@FunctionalInterface
	private interface ThrowingConsumer {

		void accept(Path path) throws Exception;

	}

	static class ControlSocket {

		@UxdListener
		String answer(String command) {
			return command.equals("PING") ? "PONG\n" : "UNKNOWN COMMAND\n";
		}

	}

	static class Shouter {

		@UxdListener
		String shout(String text) {
			return text.toUpperCase(Locale.ROOT);
		}

	}

}

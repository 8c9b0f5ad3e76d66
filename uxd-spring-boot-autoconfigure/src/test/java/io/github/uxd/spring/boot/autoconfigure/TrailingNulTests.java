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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.uxd.DatagramView;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Datagrams that end with NUL characters.
 */
@Timeout(60)
class TrailingNulTests extends OnEachTransport {

	@TempDir
	Path directory;

	private ApplicationContextRunner runner;

	private Path path;

	@BeforeEach
	void setUp() {
		this.path = this.directory.resolve("syslog");
		this.runner = new ApplicationContextRunner()
			.withConfiguration(UxdAutoConfigurations.with(JacksonAutoConfiguration.class))
			.withPropertyValues("uxd.path=" + this.path, transportProperty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "caller", "pool" })
	void theyAreLeftOutForEverybody(String mode) {
		this.runner.withUserConfiguration(All.class)
			.withPropertyValues("uxd.strip-trailing-nul=true", "uxd.dispatch.mode=" + mode)
			.run((context) -> {
				TestSockets.send(this.path, "{\"text\":\"disk\"}\0\0");
				All all = context.getBean(All.class);
				for (int i = 0; i < 5; i++) {
					assertThat(all.received.poll(10, TimeUnit.SECONDS)).isIn("text {\"text\":\"disk\"}",
							"bytes {\"text\":\"disk\"}", "buffer {\"text\":\"disk\"}", "event {\"text\":\"disk\"}",
							"json Line[text=disk]");
				}
				assertThat(context.getBean(UxdPeers.class).get("main").peer().statistics().receivedBytes())
					.isEqualTo(17);
			});
	}

	@Test
	void nothingElseIsLeftOut() {
		this.runner.withUserConfiguration(Text.class)
			.withPropertyValues("uxd.strip-trailing-nul=true")
			.run((context) -> {
				Text text = context.getBean(Text.class);
				TestSockets.send(this.path, "\0a\0b \n");
				assertThat(text.received.poll(10, TimeUnit.SECONDS)).isEqualTo("\0a\0b \n");
				TestSockets.send(this.path, "\0\0");
				assertThat(text.received.poll(10, TimeUnit.SECONDS)).isEmpty();
			});
	}

	@Test
	void theyAreThereByDefault() {
		this.runner.withUserConfiguration(Text.class).run((context) -> {
			TestSockets.send(this.path, "a\0");
			assertThat(context.getBean(Text.class).received.poll(10, TimeUnit.SECONDS)).isEqualTo("a\0");
		});
	}

	@Test
	void thatOfPythonsSysLogHandlerIsLeftOut() throws Exception {
		String script = "import logging.handlers, sys; logging.getLogger().addHandler("
				+ "logging.handlers.SysLogHandler(sys.argv[1])); logging.error('disk full')";
		assumeTrue(new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0, "has python3");
		this.runner.withUserConfiguration(Text.class)
			.withPropertyValues("uxd.strip-trailing-nul=true")
			.run((context) -> {
				Process python = new ProcessBuilder("python3", "-c", script, this.path.toString()).inheritIO().start();
				assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
				assertThat(context.getBean(Text.class).received.poll(10, TimeUnit.SECONDS)).isEqualTo("<11>disk full");
			});
	}

	static class Text {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@UxdListener
		void onText(DatagramView view) {
			this.received.add(view.text());
		}

	}

	static class All {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@UxdListener
		void onText(String text) {
			this.received.add("text " + text);
		}

		@UxdListener
		void onBytes(byte[] bytes) {
			this.received.add("bytes " + new String(bytes, StandardCharsets.UTF_8));
		}

		@UxdListener
		void onBuffer(ByteBuffer buffer) {
			this.received.add("buffer " + StandardCharsets.UTF_8.decode(buffer));
		}

		@UxdListener
		void onJson(Line line) {
			this.received.add("json " + line);
		}

		@EventListener
		void onEvent(DatagramReceivedEvent event) {
			this.received.add("event " + event.getDatagram().text());
		}

	}

	record Line(String text) {

	}

}

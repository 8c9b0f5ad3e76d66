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

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.integration.dsl.Uxd;
import io.github.uxd.spring.listener.UxdPeers;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;
import org.springframework.messaging.SubscribableChannel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide shows of Spring Integration works.
 */
@Timeout(20)
class IntegrationPageTests {

	private static final Pattern JAVA = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	@TempDir
	private static Path directory;

	private static URLClassLoader examples;

	private final ApplicationContextRunner runner = IntegrationContexts.runner();

	private final BlockingQueue<Message<?>> received = new LinkedBlockingQueue<>();

	@BeforeAll
	static void compile() throws IOException {
		List<Source> sources = JAVA.matcher(page()).results().map((block) -> new Source(block.group(1))).toList();
		StringWriter messages = new StringWriter();
		boolean compiled = ToolProvider.getSystemJavaCompiler()
			.getTask(messages, null, null, List.of("-proc:none", "-parameters", "-d", directory.toString()), null,
					sources)
			.call();
		assertThat(compiled).as(messages::toString).isTrue();
		examples = new URLClassLoader(new URL[] { directory.toUri().toURL() },
				IntegrationPageTests.class.getClassLoader());
	}

	@AfterAll
	static void close() throws IOException {
		examples.close();
	}

	private static String page() throws IOException {
		return Files.readString(Path.of("..", "docs", "integration.md"));
	}

	private static Class<?> example(String name) throws ClassNotFoundException {
		return examples.loadClass("example." + name);
	}

	private Message<?> received() throws InterruptedException {
		Message<?> message = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(message).as("a message").isNotNull();
		return message;
	}

	@Test
	void theFlowAnswers() throws Exception {
		this.runner.withUserConfiguration(example("OrderFlows"))
			.run((context) -> assertThat(context.getBean(UxdTestClient.class).exchange("apple").text())
				.isEqualTo("accepted: apple"));
	}

	@Test
	void theMapperCounts() throws Exception {
		this.runner.withUserConfiguration(example("LengthMapper"))
			.withBean("flow", IntegrationFlow.class,
					() -> IntegrationFlow.from(Uxd.inboundAdapter()).handle(this.received::add).get())
			.run((context) -> {
				context.getBean(UxdTestClient.class).send("apple");
				assertThat(received().getHeaders()).containsEntry("length", 5);
			});
	}

	@Test
	void theErrorChannelAnswers() throws Exception {
		this.runner.withUserConfiguration(example("DoubleFlows")).run((context) -> {
			UxdTestClient client = context.getBean(UxdTestClient.class);
			assertThat(client.exchange("21").text()).isEqualTo("42");
			assertThat(client.exchange("2000000000").text()).isEqualTo("error: integer overflow");
		});
	}

	@Test
	void loggersLinesBecomeMaps() throws Exception {
		assertThat(page()).contains("logger -d -u /run/shop/syslog.sock --rfc3164 -p daemon.err -t backup 'disk full'");
		this.runner.withPropertyValues("uxd.peers.syslog.path=/run/shop/syslog.sock")
			.withUserConfiguration(example("SyslogFlows"))
			.run((context) -> {
				context.getBean("alerts", SubscribableChannel.class).subscribe(this.received::add);
				String path = context.getBean(UxdPeers.class).get("syslog").peer().path().toString();
				Programs.run("logger", "-d", "-u", path, "--rfc3164", "-p", "daemon.info", "-t", "backup", "started");
				Programs.run("logger", "-d", "-u", path, "--rfc3164", "-p", "daemon.err", "-t", "backup", "disk full");
				assertThat(received().getPayload())
					.asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
					.containsEntry("FACILITY", 3)
					.containsEntry("SEVERITY", 3)
					.containsEntry("TAG", "backup")
					.containsKeys("HOST", "TIMESTAMP")
					.hasEntrySatisfying("MESSAGE", (message) -> assertThat(message.toString()).contains("disk full"));
			});
	}

	/**
	 * An example, in a package of its own.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private static final Pattern TYPE = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);

		private final String text;

		Source(String example) {
			super(URI.create("string:///example/" + name(example) + ".java"), JavaFileObject.Kind.SOURCE);
			this.text = "package example;\n" + example;
		}

		private static String name(String example) {
			Matcher type = TYPE.matcher(example);
			assertThat(type.find()).as(example).isTrue();
			return type.group(1);
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

}

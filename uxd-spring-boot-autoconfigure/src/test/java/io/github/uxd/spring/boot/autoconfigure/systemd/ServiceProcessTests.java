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
package io.github.uxd.spring.boot.autoconfigure.systemd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.uxd.internal.spring.systemd.FakeSystemd;
import io.github.uxd.internal.spring.systemd.FakeSystemd.Message;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.TestSockets;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application in a process of its own, with the variables that a service has, treated
 * as systemd treats it.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class ServiceProcessTests {

	@TempDir
	Path directory;

	private FakeSystemd systemd;

	private Process service;

	@BeforeEach
	void listen() throws Exception {
		this.systemd = new FakeSystemd(this.directory.resolve("notify"));
	}

	@AfterEach
	void end() throws Exception {
		if (this.service != null) {
			this.service.destroyForcibly().waitFor();
		}
		this.systemd.close();
	}

	/**
	 * As long as the start of a process may take on a machine that has other things to
	 * do.
	 */
	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	private Path path() {
		return this.directory.resolve("sockets/orders.sock");
	}

	private Path output() {
		return this.directory.resolve("output");
	}

	private void start(Map<String, String> variables) throws IOException {
		// A shell may have told us to ignore the signal, and a JVM goes on doing so.
		List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(
				List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.addAll(List.of(Application.class.getName(), "--uxd.name=orders", "--uxd.path=" + path()));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(output().toFile());
		builder.environment().putAll(variables);
		this.service = builder.start();
	}

	private Map<String, String> variables() {
		return Map.of("NOTIFY_SOCKET", this.systemd.address(), "WATCHDOG_USEC", "1000000");
	}

	@Test
	void aStopWithASlowDrainGetsMoreTime() throws Exception {
		start(variables());
		Message ready = this.systemd.await("READY=1");
		assertThat(ready)
			.isEqualTo(new Message(this.service.pid(), ready.micros(), "READY=1\nSTATUS=receiving: orders"));
		TestSockets.send(path(), IntStream.range(0, 8).mapToObj(String::valueOf).toArray(String[]::new));
		await().until(() -> Files.readString(output()).contains("Heard"));
		this.service.destroy();
		Message stopping = this.systemd.await("STOPPING=1");
		assertThat(this.service.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(this.service.exitValue()).isEqualTo(143);
		List<Message> more = this.systemd.messages()
			.stream()
			.filter((message) -> message.text().equals("EXTEND_TIMEOUT_USEC=5000000"))
			.toList();
		// One each second, but not in the first; how many there are is for the machine.
		assertThat(more).isNotEmpty()
			.allSatisfy((message) -> assertThat(message.micros() - stopping.micros()).isGreaterThan(500_000));
		assertThat(this.systemd.said()).contains("STATUS=draining: orders", "WATCHDOG=1");
		assertThat(this.systemd.messages()).allMatch((message) -> message.pid() == this.service.pid());
		assertThat(Files.readString(output())).doesNotContain("WARN").doesNotContain("Exception");
		assertThat(Files.readAllLines(output())).filteredOn((line) -> line.contains("Heard")).hasSize(8);
	}

	@Test
	void aStopWithNothingToDrainNeedsNone() throws Exception {
		start(variables());
		this.systemd.await("READY=1");
		this.service.destroy();
		assertThat(this.service.waitFor(60, TimeUnit.SECONDS)).isTrue();
		this.systemd.await("STOPPING=1");
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("EXTEND"));
		assertThat(path()).doesNotExist();
	}

	/**
	 * Why {@code Type=notify-reload} is of no use.
	 */
	@Test
	void theSignalOfAReloadEndsIt() throws Exception {
		start(variables());
		this.systemd.await("READY=1");
		assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(this.service.pid())).start().waitFor()).isZero();
		assertThat(this.service.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(this.service.exitValue()).isEqualTo(129);
		this.systemd.await("STOPPING=1");
		assertThat(this.systemd.said()).noneMatch((text) -> text.startsWith("RELOADING"));
	}

	@Test
	void withoutTheVariablesNothingIsDifferent() throws Exception {
		start(Map.of());
		await().until(() -> Files.exists(path()) && Files.readString(output()).contains("Started"));
		assertThat(threadNames()).contains("uxd-orders").doesNotContain("uxd-systemd");
		this.service.destroy();
		assertThat(this.service.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(Files.readString(output())).doesNotContainIgnoringCase("systemd").doesNotContain("WARN");
		assertThat(this.systemd.said()).isEmpty();
	}

	private List<String> threadNames() throws IOException {
		List<String> names = new ArrayList<>();
		try (Stream<Path> tasks = Files.list(Path.of("/proc/" + this.service.pid() + "/task"))) {
			for (Path task : tasks.toList()) {
				names.add(Files.readString(task.resolve("comm")).trim());
			}
		}
		return names;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		public static void main(String[] args) {
			SpringApplication application = new SpringApplication(Application.class);
			application.setDefaultProperties(Map.of("logging.level.root", "INFO", "logging.level.org.apache", "WARN"));
			application.run(args);
			System.out.println("Started");
		}

		@EventListener
		void onDatagram(DatagramReceivedEvent event) throws InterruptedException {
			System.out.println("Heard " + event.getDatagram().text());
			new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
		}

	}

}

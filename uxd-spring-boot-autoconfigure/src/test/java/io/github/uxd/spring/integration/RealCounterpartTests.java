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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SendException;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.OnEachTransport;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application and the programs that its users run beside it.
 */
@Timeout(60)
class RealCounterpartTests extends OnEachTransport {

	@TempDir
	Path directory;

	private Path path;

	private Process process;

	@AfterEach
	void endTheProcessThatWasStarted() throws Exception {
		if (this.process != null) {
			this.process.destroy();
			assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	@RequiresProgram("logger")
	void loggerSendsSyslogLines() {
		withApplication("log", (application) -> {
			run("logger", "-d", "-u", this.path.toString(), "-t", "tested", "disk is full");
			Datagram datagram = application.first();
			assertThat(datagram.text()).startsWith("<").contains("tested").endsWith("disk is full");
			assertThat(datagram.source()).isNull();
		});
	}

	@Test
	@RequiresProgram("systemd-notify")
	void systemdNotifySendsItsState() {
		withApplication("notify", (application) -> {
			run("env", "NOTIFY_SOCKET=" + this.path, "systemd-notify", "--ready", "--status=up");
			assertThat(application.first().text().split("\n")).contains("READY=1", "STATUS=up");
		});
	}

	@Test
	@RequiresProgram("socat")
	void socatSendsUnbound() {
		withApplication("app", (application) -> {
			shell("echo hello | socat -u - UNIX-SENDTO:" + this.path);
			assertThat(application.first().text()).isEqualTo("hello\n");
			assertThat(application.first().source()).isNull();
		});
	}

	@Test
	@RequiresProgram("socat")
	void socatThatIsBoundPrintsOurAnswer() {
		withApplication("app", (application) -> {
			Path client = this.directory.resolve("client");
			Path output = this.directory.resolve("printed");
			String printed = shell("echo hello | socat -t20 - UNIX-SENDTO:" + this.path + ",bind=" + client + " > "
					+ output + " & SOCAT=$!; while ! test -s " + output
					+ " && kill -0 $SOCAT 2>/dev/null; do sleep 0.05; done; "
					+ "kill $SOCAT 2>/dev/null; wait $SOCAT; cat " + output);
			assertThat(printed).isEqualTo("hello\n");
			assertThat(application.first().source()).isEqualTo(UxdAddress.of(client));
		});
	}

	@Test
	@RequiresProgram("socat")
	void socatEchoesWhatWeSend() {
		withApplication("app", (application) -> {
			Path echo = this.directory.resolve("echo");
			start("socat", "UNIX-RECVFROM:" + echo + ",fork", "EXEC:/bin/cat");
			application.sendOnceThere("ping", echo);
			assertThat(application.first().text()).isEqualTo("ping");
		});
	}

	@Test
	@RequiresProgram("nc.openbsd")
	void netcatSendsAndPrintsOurAnswer() {
		withApplication("app", (application) -> {
			String printed = shell("echo hello | timeout 20 nc.openbsd -uU -w1 " + this.path);
			assertThat(application.first().text()).isEqualTo("hello\n");
			assertThat(printed).isEqualTo("hello\n");
		});
	}

	@Test
	@RequiresProgram("nc.openbsd")
	void netcatReceives() {
		withApplication("app", (application) -> {
			Path receiver = this.directory.resolve("receiver");
			Path output = this.directory.resolve("output");
			this.process = startWith(
					new ProcessBuilder("nc.openbsd", "-lkuU", receiver.toString()).redirectOutput(output.toFile()));
			application.sendOnceThere("one\n", receiver);
			application.sendOnceThere("two\n", receiver);
			await().untilAsserted(() -> assertThat(output).hasContent("one\ntwo\n"));
		});
	}

	@Test
	@RequiresProgram("wpa_cli")
	void wpaCliPingsAControlSocket() {
		withApplication("wlan0", (application) -> {
			String printed = shell("PATH=$PATH:/usr/sbin:/sbin wpa_cli -p " + this.path.getParent() + " -i wlan0 -s "
					+ this.directory + " ping");
			assertThat(printed).endsWith("PONG\n");
			assertThat(application.received()).extracting(Datagram::text).contains("PING");
		});
	}

	@Test
	@RequiresProgram("python3")
	void pythonSendsAndGetsItsAnswer() {
		withApplication("app", (application) -> {
			Path client = this.directory.resolve("python");
			String printed = run("python3", "-c", """
					import os, socket, sys
					s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
					s.settimeout(10)
					s.bind(sys.argv[2])
					s.sendto("gr\\u00fc\\u00df dich".encode(), sys.argv[1])
					data, source = s.recvfrom(65535)
					print(data.decode("utf-8").encode("unicode_escape").decode(), source)
					s.close()
					os.unlink(sys.argv[2])
					""", this.path.toString(), client.toString());
			assertThat(printed.trim()).isEqualTo("gr\\xfc\\xdf dich " + this.path);
			assertThat(application.first().text()).isEqualTo("gr\u00fc\u00df dich");
		});
	}

	private void withApplication(String name, ThrowingConsumer test) {
		this.path = this.directory.resolve("sockets").resolve(name);
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withUserConfiguration(Answering.class)
			.withPropertyValues("uxd.path=" + this.path, transportProperty())
			.run((context) -> test.accept(new Application(context)));
	}

	private void start(String... command) throws IOException {
		this.process = startWith(new ProcessBuilder(command));
	}

	private static Process startWith(ProcessBuilder builder) throws IOException {
		return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	private static String shell(String script) throws Exception {
		return run("sh", "-c", script);
	}

	private static String run(String... command) throws Exception {
		Process process = startWith(new ProcessBuilder(command));
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(String.join(" ", List.of(command)) + ": " + output).isZero();
		return output;
	}

	private record Application(AssertableApplicationContext context) {

		List<Datagram> received() {
			return this.context.getBean(Answering.class).received;
		}

		Datagram first() {
			await().atMost(Duration.ofSeconds(20)).until(() -> !received().isEmpty());
			return received().get(0);
		}

		/**
		 * Send as soon as the receiver has started and has room.
		 */
		void sendOnceThere(String payload, Path receiver) {
			Peer peer = this.context.getBean(Peer.class);
			await().atMost(Duration.ofSeconds(20))
				.ignoreException(SendException.class)
				.until(() -> peer.send(payload.getBytes(StandardCharsets.UTF_8), UxdAddress.of(receiver)));
		}

	}

	@FunctionalInterface
	private interface ThrowingConsumer {

		void accept(Application application) throws Exception;

	}

	/**
	 * Answers {@code PING} with {@code PONG}, anything else that has a source with
	 * itself.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Answering {

		private final List<Datagram> received = new CopyOnWriteArrayList<>();

		private final Peer peer;

		Answering(Peer peer) {
			this.peer = peer;
		}

		@EventListener
		void onDatagram(DatagramReceivedEvent event) throws IOException {
			Datagram datagram = event.getDatagram();
			this.received.add(datagram);
			UxdAddress source = datagram.source();
			if (source != null && !source.toString().endsWith("/echo")) {
				byte[] answer = datagram.text().equals("PING") ? "PONG\n".getBytes(StandardCharsets.UTF_8)
						: datagram.toByteArray();
				assertThat(this.peer.send(answer, source)).isTrue();
			}
		}

	}

}

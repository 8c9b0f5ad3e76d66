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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import com.jayway.jsonpath.JsonPath;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged application in a process of its own, used as the README says.
 */
@Timeout(120)
class SampleApplicationIT {

	@TempDir
	Path directory;

	private ApplicationProcess application;

	@BeforeEach
	void start() throws Exception {
		this.application = ApplicationProcess.start("-jar", ApplicationProcess.JAR, "--server.port=0",
				"--server.address=127.0.0.1", "--uxd.head-directory=" + this.directory);
		this.application.awaitStarts(1);
	}

	@AfterEach
	void end() throws Exception {
		this.application.kill();
	}

	@Test
	void receivesAnswersCountsAndEndsWithoutATrace() throws Exception {
		Path path = this.application.path();
		assertThat(path).isEqualTo(this.directory.resolve("hio/uxd/sample/sample.uxd")).exists();

		assertThat(ApplicationProcess.ask(path, "hello")).isEqualTo("You said: hello");
		assertThat(this.application.line("Received 5 bytes from ")).contains(": hello");

		assertThat(this.application.<Double>get("metrics/uxd.datagrams.received", "$.measurements[0].value"))
			.isEqualTo(1.0);
		assertThat(this.application.<String>get("health", "$.status")).isEqualTo("UP");

		this.application.end();
		assertThat(path).doesNotExist();
		assertThat(this.application.complaints()).isEmpty();
	}

	@Test
	void thePeerCanBeSeenAndPausedOverHttp() throws Exception {
		Path path = this.application.path();
		assertThat(this.application.<String>get("uxd", "$.peers[0].path")).isEqualTo(path.toString());
		assertThat(this.application.<String>get("uxd/sample", "$.actual")).isEqualTo("RECEIVING");
		assertThat(this.application.send(this.application.request("uxd/nobody")).statusCode()).isEqualTo(404);

		assertThat(change("uxd/sample", "{\"action\": \"pause\"}").statusCode()).isEqualTo(200);
		try (Peer peer = Peer.openTemp()) {
			peer.send("hello".getBytes(StandardCharsets.UTF_8), UxdAddress.of(path));
			assertThat(this.application.<Integer>get("uxd/sample", "$.counters.received")).isZero();
			HttpResponse<String> resumed = change("uxd/sample", "{\"action\": \"resume\"}");
			assertThat(JsonPath.<String>read(resumed.body(), "$.expected")).isEqualTo("RECEIVING");
			assertThat(peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
		}
		assertThat(change("uxd/sample", "{\"action\": \"explode\"}").statusCode()).isEqualTo(400);
		assertThat(change("uxd/sample", "{}").statusCode()).isEqualTo(400);
		assertThat(change("uxd/nobody", "{\"action\": \"pause\"}").statusCode()).isEqualTo(404);
		assertThat(change("uxd", "{\"listener\": \"nobody\", \"action\": \"stop\"}").statusCode()).isEqualTo(404);
	}

	@Test
	void whatArrivesIsShownAtThePrintedAddress() throws Exception {
		URI page = URI.create(this.application.line("To see what arrives, open ").replaceAll(".* ", ""));
		HttpResponse<String> response = this.application.send(HttpRequest.newBuilder(page));
		assertThat(response.body()).contains("<title>uxd console</title>");
	}

	@Test
	void nobodyFillsTheLog() throws Exception {
		for (int i = 0; i < 300; i++) {
			ApplicationProcess.ask(this.application.path(), "hello");
		}
		for (int i = 0; i < 3; i++) {
			assertThat(change("uxd/sample", "{}").statusCode()).isEqualTo(400);
			assertThat(this.application
				.send(HttpRequest.newBuilder(this.application.address("console/peers"))
					.header("Content-Type", "text/plain")
					.POST(HttpRequest.BodyPublishers.ofString("x")))
				.statusCode()).isEqualTo(415);
		}
		assertThat(this.application.complaints()).isEmpty();
		assertThat(this.application.lines("Received 5 bytes")).hasSizeLessThan(200);
		await().untilAsserted(() -> {
			ApplicationProcess.ask(this.application.path(), "hello");
			assertThat(this.application.line("more that are not logged")).isNotEmpty();
		});
	}

	@Test
	void anAnswerIsNotAnswered() throws Exception {
		try (Peer peer = Peer.openTemp()) {
			UxdAddress to = UxdAddress.of(this.application.path());
			peer.send("You said: hello".getBytes(StandardCharsets.UTF_8), to);
			peer.send("hello".getBytes(StandardCharsets.UTF_8), to);
			assertThat(peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
			assertThat(peer.receive().text()).isEqualTo("You said: hello");
		}
	}

	@Test
	void isNativeWhereItCanBe() throws Exception {
		boolean can = OS.LINUX.isCurrentOs() && Runtime.version().feature() >= 22;
		assertThat(this.application.<String>get("uxd", "$.peers[0].transport"))
			.isEqualTo(can ? "NATIVE" : "JUNIXSOCKET");
	}

	@Test
	void thePrintedLineSendsADatagram() throws Exception {
		org.junit.jupiter.api.Assumptions.assumeTrue(hasPython(), "The program python3 is not installed");
		Process shell = new ProcessBuilder("sh", "-c", this.application.line("python3 -c")).inheritIO().start();
		assertThat(shell.waitFor()).isZero();
		await().until(() -> this.application.line("from an unknown address").contains(": hello"));
	}

	private static boolean hasPython() throws Exception {
		return Boolean.getBoolean("test.uxd.require-programs")
				|| new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
	}

	private HttpResponse<String> change(String endpoint, String body) throws Exception {
		return this.application.send(this.application.request(endpoint)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

}

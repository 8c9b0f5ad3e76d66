package io.github.uxd.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged application in a process of its own, used as the README says.
 */
@Timeout(120)
class SampleApplicationIT {

	private final HttpClient http = HttpClient.newHttpClient();

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

		String port = this.application.port();
		assertThat(this.<Double>get(port, "metrics/uxd.datagrams.received", "$.measurements[0].value")).isEqualTo(1.0);
		assertThat(this.<String>get(port, "health", "$.status")).isEqualTo("UP");

		long start = System.nanoTime();
		this.application.end();
		System.out.println("Ended " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms after the signal");
		assertThat(path).doesNotExist();
		assertThat(this.application.complaints()).isEmpty();
	}

	@Test
	void thePeerCanBeSeenAndPausedOverHttp() throws Exception {
		String port = this.application.port();
		Path path = this.application.path();
		assertThat(this.<String>get(port, "uxd", "$.peers[0].path")).isEqualTo(path.toString());
		assertThat(this.<String>get(port, "uxd/sample", "$.actual")).isEqualTo("RECEIVING");
		assertThat(send(request(port, "uxd/nobody")).statusCode()).isEqualTo(404);

		assertThat(change(port, "uxd/sample", "{\"action\": \"pause\"}").statusCode()).isEqualTo(200);
		try (Peer peer = Peer.openTemp()) {
			peer.send("hello".getBytes(StandardCharsets.UTF_8), UxdAddress.of(path));
			assertThat(this.<Integer>get(port, "uxd/sample", "$.counters.received")).isZero();
			HttpResponse<String> resumed = change(port, "uxd/sample", "{\"action\": \"resume\"}");
			assertThat(JsonPath.<String>read(resumed.body(), "$.actual")).isEqualTo("RECEIVING");
			assertThat(peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
		}
		assertThat(change(port, "uxd/sample", "{\"action\": \"explode\"}").statusCode()).isEqualTo(400);
		assertThat(change(port, "uxd/sample", "{}").statusCode()).isEqualTo(400);
		assertThat(change(port, "uxd/nobody", "{\"action\": \"pause\"}").statusCode()).isEqualTo(404);
		assertThat(change(port, "uxd", "{\"listener\": \"nobody\", \"action\": \"stop\"}").statusCode()).isEqualTo(404);
	}

	@Test
	void thePrintedLineSendsADatagram() throws Exception {
		org.junit.jupiter.api.Assumptions.assumeTrue(hasPython(), "The program python3 is not installed");
		Process shell = new ProcessBuilder("sh", "-c", this.application.line("python3 -c")).inheritIO().start();
		assertThat(shell.waitFor()).isZero();
		await().until(() -> this.application.line("from an unknown address").contains(": hello"));
	}

	private static boolean hasPython() throws Exception {
		return Boolean.getBoolean("uxd.test.require-programs")
				|| new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
	}

	private <T> T get(String port, String endpoint, String jsonPath) throws Exception {
		return JsonPath.read(send(request(port, endpoint)).body(), jsonPath);
	}

	private HttpResponse<String> change(String port, String endpoint, String body) throws Exception {
		return send(request(port, endpoint).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private HttpRequest.Builder request(String port, String endpoint) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + endpoint));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

}

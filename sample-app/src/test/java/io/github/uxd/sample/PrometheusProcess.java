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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Prometheus that listens on a free port of the loopback interface and keeps what it
 * has in a directory of the test.
 */
final class PrometheusProcess {

	private static final Pattern PORT = Pattern.compile("msg=\"Listening on\" address=127\\.0\\.0\\.1:(\\d+)");

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final HttpClient http = HttpClient.newHttpClient();

	private final Process process;

	private final String port;

	private PrometheusProcess(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read);
		reader.setDaemon(true);
		reader.start();
		await().atMost(Duration.ofSeconds(30))
			.failFast(() -> assertThat(process.isAlive()).as(this::log).isTrue())
			.until(() -> log().contains("Server is ready to receive web requests"));
		Matcher matcher = PORT.matcher(log());
		assertThat(matcher.find()).as(this::log).isTrue();
		this.port = matcher.group(1);
	}

	/**
	 * Start it.
	 * @param directory where its files go; its configuration is there, in
	 * {@code prometheus.yml}
	 */
	static PrometheusProcess start(Path directory) throws IOException {
		Files.createDirectory(directory.resolve("data"));
		return new PrometheusProcess(
				new ProcessBuilder("prometheus", "--config.file=" + directory.resolve("prometheus.yml"),
						"--storage.tsdb.path=" + directory.resolve("data"), "--web.listen-address=127.0.0.1:0")
					.redirectErrorStream(true)
					.start());
	}

	/**
	 * Return whether the programs of Prometheus are installed.
	 */
	static boolean isInstalled() throws Exception {
		return new ProcessBuilder("sh", "-c", "command -v prometheus && command -v promtool").start().waitFor() == 0;
	}

	private void read() {
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8))) {
			reader.lines().forEach(this.output::add);
		}
		catch (IOException | UncheckedIOException ex) {
			this.output.add("The output ended: " + ex);
		}
	}

	private String log() {
		return String.join("\n", this.output);
	}

	/**
	 * Return the series that a query has at the moment, each with its labels as
	 * {@code metric} and its {@code value}.
	 */
	<T> List<T> query(String query) throws Exception {
		return get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8), "$.data.result");
	}

	/**
	 * Return what its HTTP API says.
	 */
	<T> T get(String endpoint, String jsonPath) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/v1/" + endpoint))
			.build();
		String body = this.http.send(request, BodyHandlers.ofString()).body();
		assertThat(JsonPath.<String>read(body, "$.status")).as(body).isEqualTo("success");
		return JsonPath.read(body, jsonPath);
	}

	/**
	 * Tell it to end, and wait until it has.
	 */
	void end() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
			assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
	}

}

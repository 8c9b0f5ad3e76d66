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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The dashboard and the alert rules of the guide with a Prometheus that scrapes the
 * packaged application, as the guide says.
 * <p>
 * A minute of the rules lasts a second here: each duration, and the threshold of a stuck
 * listener, is a sixtieth. What they are in truth {@code promtool} tests, which has a
 * clock of its own.
 */
@Tag("once")
@Timeout(120)
class OperationsIT {

	private static final Path OPERATIONS = Path.of("..", "docs", "operations").toAbsolutePath().normalize();

	@TempDir
	static Path directory;

	private static ApplicationProcess application;

	private static PrometheusProcess prometheus;

	/**
	 * Stands where the file of {@code sensors} was.
	 */
	private static Peer taker;

	@BeforeAll
	static void scrapeAnApplicationWithFaults() throws Exception {
		assumeTrue(Boolean.getBoolean("test.uxd.require-programs") || PrometheusProcess.isInstalled(),
				"The programs prometheus and promtool are not installed");
		startApplication();
		startPrometheus();
		await().atMost(Duration.ofSeconds(30))
			.until(() -> prometheus.query("uxd_datagrams_received_total == 0").size() == 4);
		makeFaults();
	}

	private static void startApplication() throws Exception {
		Path listener = directory.resolve("more/io/github/uxd/sample/FaultyListener.class");
		Files.createDirectories(listener.getParent());
		try (InputStream compiled = OperationsIT.class.getResourceAsStream("FaultyListener.class")) {
			Files.copy(compiled, listener);
		}
		application = ApplicationProcess.startWith(directory.resolve("more").toString(), List.of(),
				"--spring.profiles.active=faults", "--uxd.head-directory=" + directory, "--uxd.buffer-count=1",
				"--uxd.peers.orders.path=" + path("orders"), "--uxd.peers.sensors.path=" + path("sensors"),
				"--uxd.peers.clock.path=" + path("clock"));
		application.awaitStarts(1);
	}

	private static Path path(String peer) {
		return directory.resolve(peer + ".sock");
	}

	private static void startPrometheus() throws Exception {
		Files.writeString(directory.resolve("prometheus-rules.yml"),
				sixtyTimesAsFast(Files.readString(OPERATIONS.resolve("prometheus-rules.yml"))));
		Matcher example = Pattern.compile("```yaml\n(rule_files:.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(OPERATIONS.resolve("README.md")));
		assertThat(example.find()).isTrue();
		int port = application.request("prometheus").build().uri().getPort();
		Files.writeString(directory.resolve("prometheus.yml"), "global:\n  evaluation_interval: 500ms\n"
				+ example.group(1).replace("localhost:8080", "127.0.0.1:" + port).replace("15s", "1s"));
		prometheus = PrometheusProcess.start(directory);
	}

	private static String sixtyTimesAsFast(String rules) {
		return Pattern.compile("\\b(\\d+)([mhd])\\b").matcher(rules).replaceAll((duration) -> {
			int number = Integer.parseInt(duration.group(1));
			return switch (duration.group(2)) {
				case "m" -> number + "s";
				case "h" -> number + "m";
				default -> number * 24 + "m";
			};
		}).replace("uxd_listener_busy_seconds > 60", "uxd_listener_busy_seconds > 1");
	}

	private static void makeFaults() throws Exception {
		send(path("clock"), "tick");
		send(path("orders"), "fail");
		send(path("orders"), "hang");
		send(application.path(), "x".repeat(70_000));
		taker = Peer.builder().path(directory.resolve("taker.sock")).build();
		taker.open();
		Files.move(directory.resolve("taker.sock"), path("sensors"), StandardCopyOption.ATOMIC_MOVE);
	}

	private static void send(Path path, String text) throws Exception {
		try (Peer peer = Peer.openTemp()) {
			assertThat(peer.send(text.getBytes(StandardCharsets.UTF_8), UxdAddress.of(path))).isTrue();
		}
	}

	@AfterAll
	static void end() throws Exception {
		if (taker != null) {
			taker.close();
		}
		if (prometheus != null) {
			prometheus.end();
		}
		if (application != null) {
			application.kill();
		}
	}

	@Test
	void eachAlertFiresForThePeerThatHasTheFaultAndForNoOther() throws Exception {
		List<String> expected = List.of("UxdDatagramsDropped sample", "UxdListenerFails orders",
				"UxdListenerStuck orders", "UxdSocketDisplaced sensors", "UxdSenderSilent clock");
		await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
			// This one is never silent.
			ApplicationProcess.ask(application.path(), "hello");
			assertThat(fired()).containsAll(expected);
		});
		assertThat(fired()).containsExactlyInAnyOrderElementsOf(expected);
		// What lasts still fires. What happened once is over.
		List<Map<String, Map<String, String>>> firing = prometheus.get("alerts",
				"$.data.alerts[?(@.state == 'firing')]");
		assertThat(firing).extracting((alert) -> alert.get("labels").get("alertname"))
			.contains("UxdListenerStuck", "UxdSocketDisplaced", "UxdSenderSilent");
		assertThat(firing).allSatisfy((alert) -> assertThat(alert.get("annotations").values())
			.noneMatch((text) -> text.contains("error expanding") || text.contains("<no value>")));
		assertThat(prometheus.<List<String>>get("rules", "$.data.groups[*].rules[*].health")).hasSizeGreaterThan(10)
			.containsOnly("ok");
	}

	/**
	 * Return what has fired until now, and for which peer.
	 */
	private static List<String> fired() throws Exception {
		List<Map<String, Map<String, String>>> alerts = prometheus
			.query("count by (alertname, name) (count_over_time(ALERTS{alertstate=\"firing\"}[10m]))");
		return alerts.stream()
			.map((alert) -> alert.get("metric"))
			.map((labels) -> labels.get("alertname") + " " + labels.get("name"))
			.toList();
	}

	@Test
	void everyQueryOfTheDashboardHasSeries() throws Exception {
		List<String> queries = JsonPath.read(Files.readString(OPERATIONS.resolve("grafana-dashboard.json")),
				"$.panels[*].targets[*].expr");
		assertThat(queries).hasSizeGreaterThan(20);
		for (String query : queries) {
			String asked = query.replace("$__rate_interval", "10s")
				.replace("$job", "shop")
				.replaceAll("\\$(instance|peer)", ".*");
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(prometheus.query(asked)).as(asked).isNotEmpty());
		}
	}

	@Test
	void everyVariableOfTheDashboardHasValues() throws Exception {
		List<String> queries = JsonPath.read(Files.readString(OPERATIONS.resolve("grafana-dashboard.json")),
				"$.templating.list[?(@.type == 'query')].definition");
		assertThat(queries).hasSize(3);
		for (String query : queries) {
			Matcher parts = Pattern.compile("label_values\\((.*), (\\w+)\\)").matcher(query);
			assertThat(parts.matches()).as(query).isTrue();
			String asked = parts.group(1).replaceAll("\\$\\w+", ".*");
			assertThat(prometheus.<Map<String, Map<String, String>>>query(asked)).isNotEmpty()
				.allMatch((series) -> series.get("metric").containsKey(parts.group(2)));
		}
	}

}

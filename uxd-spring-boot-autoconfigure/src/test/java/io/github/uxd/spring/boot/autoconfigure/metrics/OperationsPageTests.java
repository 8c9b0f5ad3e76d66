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
package io.github.uxd.spring.boot.autoconfigure.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.uxd.spring.boot.autoconfigure.GuidePage;
import io.github.uxd.spring.metrics.UxdMeters;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard and the alert rules beside the meters that there are, and the page that
 * tells of them. Whether a Prometheus takes them is another test's matter, in the sample
 * application.
 */
class OperationsPageTests {

	private static final Pattern SERIES = Pattern.compile("\\buxd_\\w+");

	private final GuidePage page = GuidePage.of("operations/README.md");

	private final JsonNode dashboard = new JsonMapper().readTree(read("grafana-dashboard.json"));

	private final List<Map<String, Object>> rules = rules();

	@Test
	void theDashboardShowsEveryMeter() {
		assertThat(UxdMeters.values())
			.allSatisfy((meter) -> assertThat(series(meter)).containsAnyElementsOf(series(queries())));
	}

	@Test
	void everyMeterHasAnAlertOrAReasonWhyNot() {
		List<String> without = this.page.rows("meter without an alert", 2).stream().map((row) -> row.get(0)).toList();
		Set<String> watched = series(expressions());
		assertThat(Arrays.stream(UxdMeters.values())
			.filter((meter) -> series(meter).stream().noneMatch(watched::contains))
			.map(UxdMeters::getName)).containsExactlyElementsOf(without);
	}

	@Test
	void noSeriesIsNamedThatThereIsNoMeterOf() {
		List<String> known = Arrays.stream(UxdMeters.values()).flatMap((meter) -> series(meter).stream()).toList();
		assertThat(known).containsAll(series(queries())).containsAll(series(expressions()));
	}

	@Test
	void thePageTellsOfEveryAlertAndEachIsTested() {
		assertThat(this.page.rows("alert", 3)).extracting((row) -> row.subList(0, 2))
			.containsExactlyInAnyOrderElementsOf(this.rules.stream()
				.map((rule) -> List.of((String) rule.get("alert"), text(rule, "labels", "severity")))
				.toList());
		String tests = read("prometheus-rules-tests.yml");
		assertThat(this.rules)
			.allSatisfy((rule) -> assertThat(tests).contains("- labels: '{alertname=\"" + rule.get("alert") + "\""));
	}

	@Test
	void everyAlertSaysWhatToDoAndWhereTheGuideTellsMore() {
		assertThat(this.rules).allSatisfy((rule) -> {
			assertThat(text(rule, "labels", "severity")).isIn("critical", "warning");
			assertThat(text(rule, "annotations", "summary")).contains("{{ $labels.name }}", "{{ $labels.instance }}");
			assertThat(text(rule, "annotations", "description")).isNotBlank();
			String[] guide = text(rule, "annotations", "guide").split("#", 2);
			Path target = GuidePage.inRepository(guide[0]);
			assertThat(target).exists();
			assertThat(GuidePage.read(target).anchors()).contains(guide[1]);
		});
	}

	@Test
	void everyPanelIsExplainedAndAsksTheChosenSourceForTheChosenPeers() {
		Set<Integer> ids = new HashSet<>();
		Set<String> cells = new HashSet<>();
		for (JsonNode panel : this.dashboard.get("panels")) {
			String title = panel.get("title").asString();
			assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
			JsonNode place = panel.get("gridPos");
			for (int x = place.get("x").asInt(); x < place.get("x").asInt() + place.get("w").asInt(); x++) {
				for (int y = place.get("y").asInt(); y < place.get("y").asInt() + place.get("h").asInt(); y++) {
					assertThat(x).isLessThan(24);
					assertThat(cells.add(x + ", " + y)).as("%s has its place for itself", title).isTrue();
				}
			}
			if (panel.has("targets")) {
				assertThat(panel.get("description").asString()).as(title).isNotBlank();
				assertThat(panel.get("fieldConfig").get("defaults").get("unit").asString()).as(title).isNotBlank();
				assertThat(panel.get("datasource").get("uid").asString()).as(title).isEqualTo("${datasource}");
			}
		}
		assertThat(this.dashboard.get("templating").get("list"))
			.extracting((variable) -> variable.get("name").asString())
			.containsExactly("datasource", "job", "instance", "peer");
		assertThat(queries()).allMatch((query) -> query.contains("{job=~\"$job\", instance=~\"$instance\""))
			.filteredOn((query) -> query.contains("uxd_"))
			.allMatch((query) -> query.contains("name=~\"$peer\""));
	}

	@Test
	void allAreThoseThatHavePeersAndNotWhateverElsePrometheusKnows() {
		List<JsonNode> asked = new ArrayList<>();
		this.dashboard.get("templating").get("list").forEach((variable) -> {
			if (variable.get("type").asString().equals("query")) {
				asked.add(variable);
			}
		});
		assertThat(asked).hasSize(3).allSatisfy((variable) -> {
			assertThat(variable.get("includeAll").asBoolean()).isTrue();
			assertThat(variable.has("allValue")).isFalse();
			assertThat(variable.get("definition").asString()).contains("uxd_peer_open");
		});
	}

	private List<String> queries() {
		List<String> queries = new ArrayList<>();
		for (JsonNode panel : this.dashboard.get("panels")) {
			panel.path("targets").forEach((target) -> queries.add(target.get("expr").asString()));
		}
		return queries;
	}

	private List<String> expressions() {
		return this.rules.stream().map((rule) -> (String) rule.get("expr")).toList();
	}

	/**
	 * Return what a meter may be called in Prometheus.
	 */
	private static List<String> series(UxdMeters meter) {
		String name = meter.getName().replace('.', '_');
		return switch (meter.getType()) {
			case COUNTER -> List.of(name + "_total");
			case TIMER -> List.of(name + "_seconds_count", name + "_seconds_sum", name + "_seconds_max");
			// Some of them are times.
			default -> List.of(name, name + "_seconds");
		};
	}

	private static Set<String> series(List<String> expressions) {
		Set<String> series = new HashSet<>();
		expressions
			.forEach((expression) -> SERIES.matcher(expression).results().map(MatchResult::group).forEach(series::add));
		return series;
	}

	@SuppressWarnings("unchecked")
	private static String text(Map<String, Object> rule, String part, String key) {
		return ((Map<String, String>) rule.get(part)).get(key);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> rules() {
		Map<String, List<Map<String, Object>>> file = new Yaml().load(read("prometheus-rules.yml"));
		return file.get("groups")
			.stream()
			.flatMap((group) -> ((List<Map<String, Object>>) group.get("rules")).stream())
			.toList();
	}

	private static String read(String name) {
		try {
			return Files.readString(GuidePage.inRepository("docs/operations").resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

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
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application with Spring Security and what the guide says of it.
 */
@Tag("once")
@Timeout(120)
class SecuredConsoleIT {

	private static final String SECURITY = System.getProperty("sample.security");

	@TempDir
	static Path directory;

	private static ApplicationProcess application;

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	@BeforeAll
	static void start() throws Exception {
		Path page = GuideExamples.page("console.md");
		Path classes = Files.createDirectory(directory.resolve("classes"));
		try (Stream<Path> jars = Files.list(Path.of(SECURITY))) {
			GuideExamples.compile(page, "io.github.uxd.sample", "", classes, jars.toList());
		}
		Files.writeString(classes.resolve("user.yml"), GuideExamples.of(page, "yaml").get(0).text());
		application = ApplicationProcess.startWith(SECURITY + "," + classes, List.of(),
				"--uxd.head-directory=" + directory, "--spring.config.import=classpath:user.yml");
		application.awaitStarts(1);
	}

	@AfterAll
	static void end() throws Exception {
		if (application != null) {
			application.kill();
		}
	}

	@Test
	void whoHasNotLoggedInSeesNothingAndChangesNothing() throws Exception {
		for (String path : List.of("", "console.js", "console/events", "actuator/uxd")) {
			HttpResponse<String> response = send(HttpRequest.newBuilder(application.address(path)));
			assertThat(response.statusCode()).as(path).isEqualTo(302);
			assertThat(response.headers().firstValue("Location")).get().asString().endsWith("/login");
		}
		assertThat(send(pause()).statusCode()).isEqualTo(302);
		logIn();
		assertThat(get("actuator/uxd")).contains("\"actual\":\"RECEIVING\"");
	}

	@Test
	void whoHasLoggedInSeesThePageAndChangesWhatItShows() throws Exception {
		logIn();
		assertThat(get("")).contains("<title>uxd console</title>");
		HttpResponse<InputStream> events = this.browser
			.send(HttpRequest.newBuilder(application.address("console/events")).build(), BodyHandlers.ofInputStream());
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
			assertThat(reader.readLine()).isEqualTo("event: welcome");
		}
		HttpResponse<String> paused = send(pause());
		assertThat(paused.body()).contains("pauses");
		assertThat(send(pause("RESUME")).body()).contains("receives again");
		// Not so of a page elsewhere, though it comes with what the browser keeps.
		assertThat(send(pause().header("Origin", "http://elsewhere.example")).statusCode()).isEqualTo(403);
		assertThat(send(HttpRequest.newBuilder(application.address("actuator/uxd/sample"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"action\":\"pause\"}"))).statusCode()).as("without a token")
			.isEqualTo(403);
	}

	private void logIn() throws Exception {
		Matcher token = Pattern.compile("name=\"_csrf\".*?value=\"([^\"]+)\"").matcher(get("login"));
		assertThat(token.find()).isTrue();
		String form = "username=operator&password=" + URLEncoder.encode("change me", StandardCharsets.UTF_8) + "&_csrf="
				+ URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
		HttpResponse<String> response = send(HttpRequest.newBuilder(application.address("login"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form)));
		assertThat(response.headers().firstValue("Location").map(URI::create).map(URI::getQuery)).isEmpty();
	}

	private static HttpRequest.Builder pause() {
		return pause("PAUSE");
	}

	private static HttpRequest.Builder pause(String action) {
		return HttpRequest.newBuilder(application.address("console/peers"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"peer\":\"sample\",\"action\":\"" + action + "\"}"));
	}

	private String get(String path) throws Exception {
		return send(HttpRequest.newBuilder(application.address(path))).body();
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.browser.send(request.header("Accept", "text/html,application/json").build(),
				BodyHandlers.ofString());
	}

}

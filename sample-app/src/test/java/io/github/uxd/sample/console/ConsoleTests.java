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
package io.github.uxd.sample.console;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.listener.UxdPeers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the console answers with, and to whom.
 */
@SpringBootTest(classes = ConsoleTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "console.allowed-hosts=console.example", "management.endpoints.web.exposure.include=uxd",
				"uxd.peers.other.enabled=true" })
@AutoConfigureUxdTestClient
@AutoConfigureMockMvc
@Timeout(60)
class ConsoleTests {

	private static final String PAUSE = "{\"peer\": \"sample\", \"action\": \"PAUSE\"}";

	@Autowired
	MockMvcTester web;

	@Autowired
	UxdTestClient client;

	@Autowired
	UxdPeers peers;

	@LocalServerPort
	int port;

	private final HttpClient http = HttpClient.newHttpClient();

	@Test
	void thePageMayLoadAndRunNothingButWhatComesFromHere() {
		for (String path : new String[] { "/", "/console.js", "/console.css", "/actuator/uxd", "/nowhere" }) {
			assertThat(this.web.get().uri(path)).headers()
				.hasValue("X-Content-Type-Options", "nosniff")
				.extracting((headers) -> headers.getFirst("Content-Security-Policy"))
				.asString()
				.contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
				.doesNotContain("unsafe", "*", "http");
		}
	}

	@ParameterizedTest
	@CsvSource({ "Origin, https://elsewhere.example", "Origin, null", "Origin, http://localhost:8081",
			"Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site" })
	void pagesFromElsewhereChangeNothing(String header, String value) {
		assertThat(post("/console/peers", PAUSE).header(header, value)).hasStatus(403)
			.bodyText()
			.contains("A page from elsewhere may not ask this");
		assertThat(post("/actuator/uxd/sample", "{\"action\": \"pause\"}").header(header, value)).hasStatus(403);
		assertThat(this.peers.get("sample").poller().isPauseRequested()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "cross-site, no-cors, empty, 403", "cross-site, navigate, document, 404",
			"none, navigate, document, 404", "same-origin, cors, empty, 200" })
	void thePageAloneIsToldWhatHappens(String site, String mode, String destination, int status) throws Exception {
		HttpResponse<InputStream> response = this.http.send(HttpRequest.newBuilder(request(), (name, value) -> true)
			.header("Sec-Fetch-Site", site)
			.header("Sec-Fetch-Mode", mode)
			.header("Sec-Fetch-Dest", destination)
			.build(), BodyHandlers.ofInputStream());
		response.body().close();
		assertThat(response.statusCode()).isEqualTo(status);
	}

	@Test
	void aLinkFromElsewhereMayBeFollowed() {
		for (String path : new String[] { "/", "/actuator/uxd" }) {
			assertThat(this.web.get()
				.uri(path)
				.header("Sec-Fetch-Site", "cross-site")
				.header("Sec-Fetch-Mode", "navigate")
				.header("Sec-Fetch-Dest", "document")).hasStatus(200);
		}
	}

	@Test
	void whoAsksForTheHeadAloneOpensNoPage() throws Exception {
		for (int i = 0; i < Pages.MAXIMUM + 1; i++) {
			assertThat(this.http
				.send(HttpRequest.newBuilder(request(), (name, value) -> true)
					.method("HEAD", BodyPublishers.noBody())
					.build(), BodyHandlers.discarding())
				.statusCode()).isEqualTo(200);
		}
		assertThat(threads()).noneMatch("uxd-console"::equals);
	}

	@ParameterizedTest
	@CsvSource({ "localhost, 200", "127.0.0.1, 200", "[::1], 200", "app.localhost, 200", "console.example, 200",
			"CONSOLE.example, 200", "rebound.example, 403", "127.0.0.1.rebound.example, 403",
			"localhost.rebound.example, 403", "192.168.1.1, 403" })
	void onlyKnownNamesAreAnswered(String host, int status) {
		assertThat(this.web.get().uri("/").with((request) -> {
			request.setServerName(host);
			return request;
		})).hasStatus(status);
	}

	@Test
	void peersPauseAndResume() {
		assertThat(post("/console/peers", PAUSE).header("Sec-Fetch-Site", "same-origin")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.message")
			.isEqualTo("Peer 'sample' pauses: what is sent waits in the kernel's queue");
		assertThat(this.peers.get("sample").poller().isPauseRequested()).isTrue();
		assertThat(post("/console/peers", PAUSE.replace("PAUSE", "RESUME"))).hasStatusOk();
		assertThat(this.client.exchange("hello").text()).isEqualTo("You said: hello");
	}

	@Test
	void aPeerWhoseListenersAreStoppedStaysPaused() {
		assertThat(post("/console/listeners", "{\"listener\": \"echo\", \"action\": \"STOP\"}")).hasStatusOk();
		assertThat(post("/console/peers", PAUSE.replace("PAUSE", "RESUME"))).bodyText().contains("stays paused");
		assertThat(post("/console/listeners", "{\"listener\": \"echo\", \"action\": \"START\"}")).hasStatusOk();
		assertThat(this.client.exchange("hello").text()).isEqualTo("You said: hello");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "peers | {} | That isn't what the page would have sent",
			"peers | {\"peer\": \"nobody\", \"action\": \"PAUSE\"} | There is no peer 'nobody'",
			"listeners | {\"listener\": \"no\\u0007body\", \"action\": \"STOP\"} | There is no listener 'no\\\\u0007body'",
			"peers | {\"peer\": \"sample\", \"action\": 0} | That isn't what the page would have sent",
			"peers | {\"peer\": \"sample\", \"action\": \"0\"} | That isn't what the page would have sent",
			"datagrams | {\"peer\": \"sample\", \"to\": \"/\\u0000\", \"format\": \"TEXT\", \"payload\": \"x\", \"ask\": false} | zero byte: /\\\\u0000\"",
			"datagrams | {\"peer\": \"sample\", \"to\": \"/x\", \"format\": \"HEX\", \"payload\": \"0g\", \"ask\": false} | That isn't hex",
			"datagrams | {\"peer\": \"sample\", \"to\": \"/x\", \"format\": \"JSON\", \"payload\": \"{\", \"ask\": false} | That isn't JSON",
			"datagrams | {\"peer\": \"sample\", \"to\": \"x\", \"format\": \"TEXT\", \"payload\": \"x\", \"ask\": false} | relative" })
	void whatCantBeDoneIsSaidInASentence(String what, String body, String message) {
		assertThat(post("/console/" + what, body)).satisfies((result) -> {
			assertThat(result.getResponse().getStatus()).isBetween(400, 409);
			assertThat(result.getResponse().getContentAsString()).contains(message);
		});
	}

	@Test
	void nothingIsSentThatWouldGoRoundForEver() {
		for (String peer : new String[] { "sample", "other" }) {
			assertThat(send(peer, "hello", false)).hasStatus(400).bodyText().contains("and so on for ever");
		}
		assertThat(send("sample", "hello", true)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.message")
			.isEqualTo("Answered with 15 bytes");
	}

	@Test
	void noOtherNameOfAPeerOfOursIsSentTo(@TempDir Path directory) throws Exception {
		Path path = this.peers.get("sample").peer().path();
		Path link = Files.createSymbolicLink(directory.resolve("link"), path);
		Path through = Files.createSymbolicLink(directory.resolve("through"), path.getParent());
		for (Path other : List.of(path.resolveSibling(".").resolve(path.getFileName()), link,
				through.resolve(path.getFileName()))) {
			assertThat(post("/console/datagrams", """
					{"peer": "sample", "to": "%s", "format": "TEXT", "payload": "x", "ask": false}
					""".formatted(other))).hasStatus(400).bodyText().contains("and so on for ever");
		}
	}

	private MockMvcRequestBuilder send(String to, String payload, boolean ask) {
		return post("/console/datagrams", """
				{"peer": "sample", "to": "%s", "format": "TEXT", "payload": "%s", "ask": %s}
				""".formatted(this.peers.get(to).peer().path(), payload, ask));
	}

	@Test
	void moreThanAPageCouldWantSentIsRefused() {
		assertThat(post("/console/datagrams", "x".repeat(WhoMayLookFilter.MAXIMUM_CONTENT + 1))).hasStatus(413);
	}

	@ParameterizedTest
	@CsvSource({ "/console/datagrams", "/actuator/uxd/sample" })
	void nobodyGetsRoundThatByNotSayingHowMuchItIs(String path) throws Exception {
		byte[] much = ("{\"action\": \"" + "x".repeat(WhoMayLookFilter.MAXIMUM_CONTENT))
			.getBytes(StandardCharsets.UTF_8);
		HttpResponse<String> refused = this.http
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(much)))
				.build(), BodyHandlers.ofString());
		assertThat(refused.statusCode()).isEqualTo(413);
		assertThat(refused.body()).contains("That is more than the");
	}

	@Test
	void failuresAreShownWithTheirListener() throws Exception {
		try (Events events = new Events()) {
			events.await("\"datagrams\":[]");
			this.client.send("bad");
			assertThat(events.await("\"listener\":\"echo\"", "\"message\":"))
				.contains("No such thing", "\"troubles\":[{")
				.contains("\"payload\":\"YmFk\"");
		}
	}

	@Test
	void pagesAreBoundedAndLeaveNoThreadBehind() throws Exception {
		// Until those of the tests before are seen to be closed.
		await().until(() -> threads().noneMatch("uxd-console"::equals));
		List<Events> open = new ArrayList<>();
		try {
			for (int i = 0; i < Pages.MAXIMUM; i++) {
				open.add(new Events());
				open.get(i).await("\"instance\"");
			}
			HttpResponse<String> refused = this.http.send(request(), BodyHandlers.ofString());
			assertThat(refused.statusCode()).isEqualTo(503);
			assertThat(refused.body()).contains("pages are open already");
		}
		finally {
			for (Events events : open) {
				events.close();
			}
		}
		await().until(() -> threads().noneMatch("uxd-console"::equals));
	}

	private static Stream<String> threads() {
		Thread[] threads = new Thread[Thread.activeCount() + 100];
		int count = Thread.enumerate(threads);
		return Arrays.stream(threads, 0, count).map(Thread::getName);
	}

	private MockMvcRequestBuilder post(String path, String body) {
		return this.web.post().uri(path).contentType(MediaType.APPLICATION_JSON).content(body);
	}

	private HttpRequest request() {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/console/events"))
			.timeout(Duration.ofSeconds(30))
			.build();
	}

	/**
	 * What a page is told.
	 */
	private final class Events implements AutoCloseable {

		private final BufferedReader reader;

		Events() throws Exception {
			this.reader = new BufferedReader(
					new InputStreamReader(ConsoleTests.this.http.send(request(), BodyHandlers.ofInputStream()).body(),
							StandardCharsets.UTF_8));
		}

		String await(String... parts) throws Exception {
			for (String line = this.reader.readLine(); line != null; line = this.reader.readLine()) {
				if (Stream.of(parts).allMatch(line::contains)) {
					return line;
				}
			}
			throw new AssertionError("The events ended");
		}

		@Override
		public void close() throws IOException {
			this.reader.close();
		}

	}

	@EnableAutoConfiguration
	@Import({ ConnectionAbort.class, ConsoleController.class, DatagramSampler.class, DatagramSender.class,
			FailureSampler.class, Pages.class, Samples.class, WhoMayLookFilter.class })
	static class Application {

		@UxdListener(id = "echo")
		String echo(String text) {
			if (text.equals("bad")) {
				throw new IllegalStateException("No such thing");
			}
			return "You said: " + text;
		}

	}

}

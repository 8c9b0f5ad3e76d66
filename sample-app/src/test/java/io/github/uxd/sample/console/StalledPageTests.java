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
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Pages that don't read what they are told.
 */
@Timeout(120)
class StalledPageTests {

	private static final int SMALL_BUFFER = 4096;

	@TempDir
	Path directory;

	private ConfigurableApplicationContext application;

	private int port;

	private final List<Socket> stalled = new ArrayList<>();

	@BeforeEach
	void start() {
		this.application = new SpringApplicationBuilder(ConsoleTests.Application.class, SmallBuffers.class)
			.run("--server.port=0", "--uxd.path=" + path());
		this.port = this.application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@AfterEach
	void end() throws IOException {
		for (Socket socket : this.stalled) {
			socket.close();
		}
		this.application.close();
	}

	@Test
	void theyAreClosedAndOthersLetIn() throws Exception {
		stall(Pages.MAXIMUM);
		assertThat(open().statusCode()).isEqualTo(503);
		sendMuch();
		await().atMost(Duration.ofSeconds(30)).until(() -> {
			HttpResponse<InputStream> response = open();
			response.body().close();
			return response.statusCode() == 200;
		});
	}

	@Test
	void theStopDoesNotWaitForThem() throws Exception {
		stall(Pages.MAXIMUM - 1);
		try (BufferedReader events = new BufferedReader(new InputStreamReader(open().body(), StandardCharsets.UTF_8))) {
			sendMuch();
			// By now the others were told as much.
			await().until(() -> events.readLine().length() > 10 * SMALL_BUFFER);
			Thread stop = new Thread(this.application::close);
			long start = System.nanoTime();
			stop.start();
			assertThat(events.lines()).contains("event: bye").filteredOn("event: bye"::equals).hasSize(1);
			stop.join();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		}
	}

	/**
	 * Open pages that never read.
	 */
	private void stall(int count) throws IOException {
		for (int i = 0; i < count; i++) {
			Socket socket = new Socket();
			this.stalled.add(socket);
			socket.setReceiveBufferSize(SMALL_BUFFER);
			socket.connect(new InetSocketAddress("127.0.0.1", this.port));
			socket.getOutputStream()
				.write("GET /console/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			// Until it is open.
			assertThat(socket.getInputStream().read()).isEqualTo('H');
		}
	}

	private void sendMuch() throws Exception {
		try (Peer peer = Peer.openTemp()) {
			for (int i = 0; i < Samples.BURST; i++) {
				await().pollInterval(Duration.ofMillis(1))
					.until(() -> peer.send(new byte[Sample.MAXIMUM_PAYLOAD], UxdAddress.of(path())));
			}
		}
	}

	private HttpResponse<InputStream> open() throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/console/events")).build(),
					BodyHandlers.ofInputStream());
	}

	private Path path() {
		return this.directory.resolve("sample.uxd");
	}

	@Configuration(proxyBeanMethods = false)
	static class SmallBuffers {

		@Bean
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> smallBuffers() {
			return (factory) -> factory.addConnectorCustomizers(
					(connector) -> connector.setProperty("socket.txBufSize", String.valueOf(SMALL_BUFFER)));
		}

	}

}

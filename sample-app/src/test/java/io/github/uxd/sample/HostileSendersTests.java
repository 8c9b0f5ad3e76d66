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
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.github.uxd.Datagram;
import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.PeerStatistics;
import io.github.uxd.TransportType;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.text.OneLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever is sent to an application, by {@code hostile.py}: it loses and leaks nothing,
 * and nothing of it is to be found raw in the log or at the endpoint. The system property
 * {@code test.uxd.hostile} says how many datagrams (10,000 by default).
 */
@EnabledOnOs(OS.LINUX)
@Timeout(3600)
class HostileSendersTests {

	private static final int COUNT = Integer.getInteger("test.uxd.hostile", 10_000);

	/**
	 * What a JVM may have more of than before without anything having leaked.
	 */
	private static final long HEAP_TOLERANCE = 100_000_000;

	private static final int DESCRIPTOR_TOLERANCE = 10;

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "info", "debug" })
	void nothingOfThemIsLostLeakedOrShownRaw(String level) throws Exception {
		Path log = this.directory.resolve("application.log");
		try (ConfigurableApplicationContext application = start(level, log)) {
			Peer peer = application.getBean(Peer.class);
			// What is made once is there before the first count.
			send(peer, 200);
			long descriptors = descriptors();
			long heap = heap();
			send(peer, COUNT);
			await().until(() -> descriptors() <= descriptors + DESCRIPTOR_TOLERANCE);
			assertThat(heap()).isLessThan(heap + HEAP_TOLERANCE);
			assertThat(application.getBean(MeterRegistry.class)
				.find("uxd.listener")
				.timers()
				.stream()
				.mapToLong(Timer::count)
				.sum()).as("handled").isEqualTo(peer.statistics().received());
			assertThat(application.getBean(Listeners.class).calls.sum()).as("called").isPositive();
			assertThatNothingIsRaw(endpoint(application));
		}
		assertThat(Files.readAllLines(log, StandardCharsets.UTF_8)).hasSizeGreaterThan(10)
			.noneMatch((line) -> line.contains("ERROR FORGED") && line.startsWith("2026-01-01"))
			.allSatisfy((line) -> assertThat(OneLine.isOne(line.stripLeading(), 10_000)).as(line).isTrue());
	}

	private ConfigurableApplicationContext start(String level, Path log) {
		// Contexts that other tests have left open would keep their logging.
		LoggingSystem.get(getClass().getClassLoader()).cleanUp();
		return new SpringApplicationBuilder(Listeners.class).run("--uxd.path=" + this.directory.resolve("peer"),
				"--uxd.sender-credentials=" + (TransportUnderTest.get() == TransportType.NATIVE),
				"--uxd.listener.reply-timeout=5ms", "--uxd.buffer-count=1", "--server.port=0",
				"--logging.file.name=" + log, "--logging.level.io.github.uxd=" + level,
				"--logging.threshold.console=off", "--management.endpoints.web.exposure.include=uxd");
	}

	private static void send(Peer peer, int count) throws Exception {
		PeerStatistics statistics = peer.statistics();
		long before = statistics.received() + statistics.dropped(DropReason.OVERSIZE);
		long oversizeBefore = statistics.dropped(DropReason.OVERSIZE);
		Process process = python(peer.path(), count);
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			Map<String, Integer> sent = JsonPath.read(output.readLine(), "$");
			// On junixsocket an empty datagram can't be told from none.
			int uncertain = (peer.transport() == TransportType.NATIVE) ? 0 : sent.get("empty");
			await().atMost(Duration.ofMinutes(1))
				.untilAsserted(
						() -> assertThat(statistics.received() + statistics.dropped(DropReason.OVERSIZE) - before)
							.isBetween((long) sent.get("sent") - uncertain, (long) sent.get("sent")));
			assertThat(statistics.dropped(DropReason.OVERSIZE) - oversizeBefore).isEqualTo((long) sent.get("oversize"));
			assertThat(sent.get("sent")).isGreaterThan(count / 2);
		}
		finally {
			process.getOutputStream().close();
			if (!process.waitFor(10, TimeUnit.SECONDS)) {
				process.destroyForcibly().waitFor();
			}
		}
	}

	private static Process python(Path path, int count) throws URISyntaxException, IOException {
		String script = Path.of(HostileSendersTests.class.getResource("/hostile.py").toURI()).toString();
		ProcessBuilder builder = new ProcessBuilder("python3", script, path.toString(), Integer.toString(count), "1")
			.redirectError(ProcessBuilder.Redirect.INHERIT);
		try {
			return builder.start();
		}
		catch (IOException ex) {
			if (Boolean.getBoolean("test.uxd.require-programs")) {
				throw ex;
			}
			throw new TestAbortedException("The program python3 is not installed", ex);
		}
	}

	private static long descriptors() throws IOException {
		try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
			return list.count();
		}
	}

	private static long heap() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	private static String endpoint(ConfigurableApplicationContext application) throws Exception {
		String port = application.getEnvironment().getProperty("local.server.port");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/uxd")).build(),
					BodyHandlers.ofString())
			.body();
	}

	private static void assertThatNothingIsRaw(String json) {
		Object message = JsonPath.read(json, "$.peers[0].lastFailure.message");
		assertThat(message).isNotNull();
		Collection<Object> values = JsonPath.read(json, "$..*");
		assertThat(values).filteredOn(String.class::isInstance)
			.isNotEmpty()
			.allSatisfy((text) -> assertThat(OneLine.isOne((String) text, OneLine.MAXIMUM_LENGTH)).as((String) text)
				.isTrue());
	}

	record Order(@NotBlank String item, @Positive int count) {
	}

	/**
	 * One for each thing that a payload can be; most complain of what they get, in its
	 * own words.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Listeners {

		private final LongAdder calls = new LongAdder();

		@UxdListener
		String text(String text) {
			this.calls.increment();
			if (text.length() % 2 == 0) {
				throw new IllegalStateException("What is this? " + text, new IOException(text));
			}
			return text;
		}

		@UxdListener
		byte[] bytes(byte[] bytes) {
			this.calls.increment();
			return bytes;
		}

		@UxdListener
		void buffer(ByteBuffer buffer) {
			this.calls.increment();
			if (buffer.hasRemaining() && buffer.get() < ' ') {
				throw new IllegalArgumentException(StandardCharsets.ISO_8859_1.decode(buffer).toString());
			}
		}

		@UxdListener
		void datagram(Datagram datagram) {
			this.calls.increment();
			throw new UnsupportedOperationException(datagram + ": " + datagram.text());
		}

		@UxdListener
		Order order(Order order) {
			this.calls.increment();
			return order;
		}

		@UxdListener
		String message(Message<Order> message) {
			this.calls.increment();
			return message.getPayload().item();
		}

		@UxdListener
		void validated(@Valid Order order) {
			this.calls.increment();
		}

	}

}

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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests listener methods that return what is subscribed to.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ReactiveReplyTests {

	@TempDir
	private Path directory;

	@Test
	void aMonoIsAnsweredForWhenItIsDone() throws Exception {
		assertThat(ask(Later.class, 1)).containsExactly("re hello");
	}

	@Test
	void whatAFluxEmitsIsSentOneAfterTheOther() throws Exception {
		// More than the asker's queue has room for.
		assertThat(ask(Many.class, 100))
			.containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(Integer::toString).toList());
	}

	@Test
	void aMonoWithoutAValueIsSubscribedTo() {
		run(Empty.class, (asker, peer) -> {
			TestSockets.send(asker, "hello".getBytes(StandardCharsets.UTF_8), UxdAddress.of(peer));
			await().untilTrue(Empty.subscribed);
			assertThat(asker.receive()).isNull();
		});
	}

	@Test
	void oneThatFailsIsTold(CapturedOutput output) {
		run(Failing.class, (asker, peer) -> {
			TestSockets.send(asker, "hello".getBytes(StandardCharsets.UTF_8), UxdAddress.of(peer));
			await().untilAsserted(
					() -> assertThat(output).contains("Peer 'main' goes on after its listener", "not today"));
		});
	}

	@Test
	void oneWithoutAnEndIsCancelledWhenWhoAskedHasGone() {
		Endless.cancelled.set(false);
		run(Endless.class, (asker, peer) -> {
			TestSockets.send(asker, "hello".getBytes(StandardCharsets.UTF_8), UxdAddress.of(peer));
			assertThat(asker.awaitReadable(Duration.ofSeconds(10))).isTrue();
			asker.close();
			await().untilTrue(Endless.cancelled);
		});
	}

	private List<String> ask(Class<?> listener, int count) throws Exception {
		List<String> answers = new ArrayList<>();
		run(listener, (asker, peer) -> {
			TestSockets.send(asker, "hello".getBytes(StandardCharsets.UTF_8), UxdAddress.of(peer));
			while (answers.size() < count && asker.awaitReadable(Duration.ofSeconds(10))) {
				Datagram answer = asker.receive();
				if (answer != null) {
					answers.add(answer.text());
				}
			}
		});
		return answers;
	}

	private void run(Class<?> listener, Scene test) {
		Path path = this.directory.resolve("p");
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.path=" + path)
			.withBean(listener)
			.run((context) -> {
				try (Peer asker = Peer.builder().path(this.directory.resolve("asker")).build()) {
					asker.open();
					test.run(asker, path);
				}
			});
	}

	private interface Scene {

		void run(Peer asker, Path peer) throws Exception;

	}

	static class Later {

		@UxdListener
		Mono<String> answer(String text) {
			return Mono.delay(Duration.ofMillis(10)).map((tick) -> "re " + text);
		}

	}

	static class Many {

		@UxdListener
		Flux<String> answer(String text) {
			return Flux.range(0, 100).map((number) -> Integer.toString(number));
		}

	}

	static class Empty {

		private static final AtomicBoolean subscribed = new AtomicBoolean();

		@UxdListener
		Mono<Void> take(String text) {
			return Mono.fromRunnable(() -> subscribed.set(true));
		}

	}

	static class Endless {

		private static final AtomicBoolean cancelled = new AtomicBoolean();

		@UxdListener
		Flux<String> answer(String text) {
			// Ticks that nobody has asked for in time would be its failure.
			return Flux.interval(Duration.ofMillis(1))
				.onBackpressureDrop()
				.map((tick) -> text)
				.doOnCancel(() -> cancelled.set(true));
		}

	}

	static class Failing {

		@UxdListener
		Mono<String> answer(String text) {
			return Mono.error(new IllegalStateException("not today"));
		}

	}

}

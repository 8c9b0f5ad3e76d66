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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.test.AutoConfigureUxdTestClient;
import io.github.uxd.spring.boot.test.UxdTestClient;
import io.github.uxd.spring.core.ReplyTimeoutException;
import io.github.uxd.spring.core.UxdTemplate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Asking somebody and waiting for the answer. Here the one who is asked is a peer of the
 * application itself; as well it could be any other process.
 */
@SpringBootTest(classes = RequestTests.Calculator.class, webEnvironment = WebEnvironment.NONE)
@EnableAutoConfiguration
@AutoConfigureUxdTestClient
class RequestTests {

	@Autowired
	UxdTemplate template;

	@Autowired
	UxdTestClient client;

	UxdAddress calculator;

	@BeforeEach
	void find(@Autowired Peer peer) {
		this.calculator = UxdAddress.of(peer.path());
	}

	@Test
	void bytesAreAnsweredByADatagram() {
		Datagram answer = this.template.sendAndReceive(bytes("{\"a\":1,\"b\":2}"), this.calculator);
		assertThat(answer.text()).isEqualTo("{\"value\":3}");
		assertThat(answer.source()).isEqualTo(this.calculator);
	}

	@Test
	void objectsAreConvertedBothWays() {
		assertThat(this.template.convertSendAndReceive(new Sum(1, 2), this.calculator, Result.class))
			.isEqualTo(new Result(3));
	}

	@Test
	void anAnswerCanBeWaitedForElsewhere() {
		CompletableFuture<String> answer = this.template
			.sendAndReceiveAsync(bytes("{\"a\":3,\"b\":4}"), this.calculator)
			.thenApply(Datagram::text);
		assertThat(answer.join()).isEqualTo("{\"value\":7}");
	}

	@Test
	void oneWhoDoesNotAnswerIsNotWaitedForForEver() {
		UxdAddress silent = UxdAddress.of(this.client.path());
		assertThatExceptionOfType(ReplyTimeoutException.class)
			.isThrownBy(() -> this.template.sendAndReceive(bytes("?"), silent, Duration.ofMillis(50)));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	record Sum(int a, int b) {
	}

	record Result(int value) {
	}

	@Component
	static class Calculator {

		@UxdListener
		Result add(Sum sum) {
			return new Result(sum.a() + sum.b());
		}

	}

}

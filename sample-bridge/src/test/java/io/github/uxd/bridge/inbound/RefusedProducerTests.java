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
package io.github.uxd.bridge.inbound;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.bridge.BridgeProperties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.integration.core.Pausable;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is done about a producer that refuses what it is given. It is made up: what it
 * answers, and when, is what is tried here.
 */
class RefusedProducerTests {

	private final List<Sent> sent = new ArrayList<>();

	private int resets;

	private RuntimeException refusal = new SaslAuthenticationException("Wrong password");

	private Error broken;

	private final TopicForwarder forwarder = new TopicForwarder(kafka(), proxy(Pausable.class),
			new Binder(new MapConfigurationPropertySource()).bindOrCreate("bridge", BridgeProperties.class));

	@AfterEach
	void stop() throws Exception {
		this.forwarder.stop(Duration.ZERO);
	}

	@Test
	void getsANewProducerWhenAllHaveFailedAndSendsTheFirstAlone() {
		forward("a", "b", "c");
		this.sent.get(0).fail();
		this.sent.get(1).fail();
		assertThat(this.resets).isZero();
		this.sent.get(2).fail();
		await().until(() -> payloads().equals("abca"));
		assertThat(this.resets).isEqualTo(1);
		this.sent.get(3).fail();
		await().until(() -> payloads().equals("abcaa"));
		assertThat(this.resets).isEqualTo(2);
		this.sent.get(4).succeed();
		await().until(() -> payloads().equals("abcaabc"));
		assertThat(this.forwarder.refusal()).isNotNull();
		this.sent.get(5).succeed();
		this.sent.get(6).succeed();
		assertThat(this.forwarder.refusal()).isNull();
		assertThat(this.forwarder.acknowledged()).isEqualTo(3);
		assertThat(this.resets).isEqualTo(2);
	}

	@Test
	void keepsAProducerThatWasOnlyTooLate() {
		this.refusal = new TimeoutException("No metadata");
		forward("a");
		this.sent.get(0).fail();
		await().until(() -> payloads().equals("aa"));
		assertThat(this.resets).isZero();
	}

	@Test
	void goesOnAfterAnError() {
		this.broken = new NoClassDefFoundError("made up");
		forward("a", "b");
		this.broken = null;
		await().until(() -> payloads().equals("a"));
		this.sent.get(0).succeed();
		await().until(() -> payloads().equals("ab"));
	}

	private void forward(String... payloads) {
		for (String payload : payloads) {
			this.forwarder.forward(Datagram.of(payload.getBytes(StandardCharsets.UTF_8), null), "shop");
		}
	}

	private synchronized String payloads() {
		StringBuilder all = new StringBuilder();
		this.sent.forEach((sent) -> all.append(new String(sent.record().value(), StandardCharsets.UTF_8)));
		return all.toString();
	}

	@SuppressWarnings("unchecked")
	private KafkaOperations<byte[], byte[]> kafka() {
		return (KafkaOperations<byte[], byte[]>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { KafkaOperations.class }, (proxy, method, args) -> {
					if (method.getName().equals("getProducerFactory")) {
						return Proxy.newProxyInstance(getClass().getClassLoader(),
								new Class<?>[] { ProducerFactory.class }, (factory, reset, none) -> {
									this.resets++;
									return null;
								});
					}
					return send((ProducerRecord<byte[], byte[]>) args[0]);
				});
	}

	private synchronized CompletableFuture<Object> send(ProducerRecord<byte[], byte[]> toSend) {
		if (this.broken != null) {
			throw this.broken;
		}
		CompletableFuture<Object> result = new CompletableFuture<>();
		this.sent.add(new Sent(toSend, result, this.refusal));
		return result;
	}

	@SuppressWarnings("unchecked")
	private static <T> T proxy(Class<T> type) {
		return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, args) -> null);
	}

	private record Sent(ProducerRecord<byte[], byte[]> record, CompletableFuture<Object> result,
			RuntimeException refusal) {

		void fail() {
			this.result.completeExceptionally(this.refusal);
		}

		void succeed() {
			this.result.complete(null);
		}

	}

}

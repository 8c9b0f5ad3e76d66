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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;

import io.github.uxd.Datagram;
import io.github.uxd.bridge.BridgeProperties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.integration.core.Pausable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is done with datagrams while the broker was never there.
 */
@ExtendWith(OutputCaptureExtension.class)
class TopicForwarderTests {

	private final Source source = new Source();

	private DefaultKafkaProducerFactory<byte[], byte[]> producers;

	private TopicForwarder forwarder;

	@BeforeEach
	void create() throws IOException {
		this.producers = new DefaultKafkaProducerFactory<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + closedPort(),
						ProducerConfig.MAX_BLOCK_MS_CONFIG, 50, ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 1_000),
				new ByteArraySerializer(), new ByteArraySerializer());
		this.producers.setPhysicalCloseTimeout(0);
		BridgeProperties properties = new Binder(new MapConfigurationPropertySource(
				Map.of("bridge.in.max-in-flight", "3", "bridge.in.max-in-flight-size", "100B")))
			.bindOrCreate("bridge", BridgeProperties.class);
		KafkaTemplate<byte[], byte[]> kafka = new KafkaTemplate<>(this.producers);
		kafka.setProducerListener(new ProducerListener<>() {
		});
		this.forwarder = new TopicForwarder(kafka, this.source, properties);
	}

	@AfterEach
	void close() throws Exception {
		this.forwarder.stop(Duration.ZERO);
		this.producers.destroy();
	}

	private static int closedPort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			return socket.getLocalPort();
		}
	}

	@Test
	void keepsWhatItHasAndTakesNoMore(CapturedOutput output) {
		this.forwarder.forward(datagram(1), "shop");
		await().until(() -> this.forwarder.refusal() != null);
		assertThat(this.source.isPaused()).isFalse();
		this.forwarder.forward(datagram(1), "shop");
		assertThat(this.source.isPaused()).isTrue();
		assertThat(this.forwarder.unacknowledged().count()).isEqualTo(2);
		assertThat(this.forwarder.unacknowledged().bytes()).isEqualTo(2);
		assertThat(this.forwarder.unacknowledged().oldestAge()).isPositive();
		assertThat(output.toString().split("can't be sent to the broker", -1)).hasSize(2);
	}

	@Test
	void countsWhatIsLeftWhenTheTimeOfAStopIsOver(CapturedOutput output) throws Exception {
		this.forwarder.forward(datagram(1), "shop");
		this.forwarder.forward(datagram(200), "shop");
		this.forwarder.stop(Duration.ofMillis(100));
		assertThat(output).contains("stops with 2 datagrams that the broker hasn't acknowledged");
	}

	private static Datagram datagram(int length) {
		return Datagram.of(new byte[length], null);
	}

	private static final class Source implements Pausable {

		private volatile boolean paused;

		@Override
		public void pause() {
			this.paused = true;
		}

		@Override
		public void resume() {
			this.paused = false;
		}

		@Override
		public boolean isPaused() {
			return this.paused;
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return true;
		}

	}

}

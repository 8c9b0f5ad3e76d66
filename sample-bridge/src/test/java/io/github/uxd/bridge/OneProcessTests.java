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
package io.github.uxd.bridge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.bridge.inbound.TopicForwarder;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Both halves and the broker in one process, as the guide's one command has it.
 */
@ExtendWith(OutputCaptureExtension.class)
class OneProcessTests {

	@TempDir
	private Path directory;

	@Test
	void handsOnWhatItReceives() throws Exception {
		try (Peer destination = peer("destination"); Peer sender = peer("sender")) {
			try (ConfigurableApplicationContext application = run("--bridge.out.destination=" + destination.path(),
					"--uxd.path=" + this.directory.resolve("bridge.uxd"))) {
				assertThat(application.isRunning()).isTrue();
				for (int i = 0; i < 3; i++) {
					sender.send(("apple " + i).getBytes(UTF_8), UxdAddress.of(this.directory.resolve("bridge.uxd")));
				}
				for (int i = 0; i < 3; i++) {
					assertThat(destination.awaitReadable(Duration.ofSeconds(20))).isTrue();
					Datagram datagram = destination.receive();
					assertThat(datagram).isNotNull();
					assertThat(datagram.text()).isEqualTo("apple " + i);
				}
			}
		}
		assertThat(this.directory.resolve("broker/datagrams-0")).as("what the broker keeps").exists();
		assertThat(Files.exists(this.directory.resolve("bridge.uxd"))).isFalse();
	}

	/**
	 * The guide's two command lines, on one machine; and what is refused like a wrong
	 * password, since the broker here doesn't know any.
	 */
	@Test
	void theSecondHalfStartsBesideTheFirst() throws Exception {
		try (Peer destination = peer("destination");
				Peer sender = peer("sender");
				ConfigurableApplicationContext in = run("--uxd.head-directory=" + this.directory)) {
			String servers = "--spring.kafka.bootstrap-servers="
					+ in.getBean(KafkaConnectionDetails.class).getBootstrapServers().get(0);
			try (ConfigurableApplicationContext out = run("--uxd.head-directory=" + this.directory, servers,
					"--bridge.in.enabled=false", "--bridge.out.destination=" + destination.path())) {
				sender.send("apple".getBytes(UTF_8), UxdAddress.of(in.getBean(Peer.class).path()));
				assertThat(destination.awaitReadable(Duration.ofSeconds(20))).isTrue();
				assertThat(out.getBean(Peer.class).path()).isNotEqualTo(in.getBean(Peer.class).path());
				assertThat(out.getBean(BridgeHealthIndicator.class).health().getDetails()).containsEntry("consumer",
						"running");
			}
			assertThat(Files.getPosixFilePermissions(this.directory.resolve("broker")))
				.isEqualTo(PosixFilePermissions.fromString("rwx------"));
			try (ConfigurableApplicationContext refused = run("--uxd.path=" + this.directory.resolve("refused.uxd"),
					servers, "--bridge.out.destination=" + destination.path(),
					"--spring.kafka.security.protocol=SASL_PLAINTEXT",
					"--spring.kafka.properties[sasl.mechanism]=PLAIN", "--spring.kafka.properties[sasl.jaas.config]="
							+ PlainLoginModule.class.getName() + " required username=\"bridge\" password=\"wrong\";")) {
				isTakenWhenNoLongerRefused(refused, sender);
			}
		}
	}

	private static void isTakenWhenNoLongerRefused(ConfigurableApplicationContext refused, Peer sender)
			throws Exception {
		sender.send("pear".getBytes(UTF_8), UxdAddress.of(refused.getBean(Peer.class).path()));
		BridgeHealthIndicator health = refused.getBean(BridgeHealthIndicator.class);
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			Health now = health.health();
			assertThat(now.getStatus()).isEqualTo(Status.DOWN);
			assertThat(now.getDetails()).containsEntry("consumer", "refused by the broker, asks again")
				.containsKey("refused");
			assertThat(String.valueOf(now.getDetails().get("reason"))).contains("mechanism PLAIN");
		});
		DefaultKafkaProducerFactory<?, ?> producers = refused.getBean(DefaultKafkaProducerFactory.class);
		producers.updateConfigs(Map.of(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
		TopicForwarder forwarder = refused.getBean(TopicForwarder.class);
		await().atMost(Duration.ofSeconds(20)).until(() -> forwarder.acknowledged() == 1);
		assertThat(forwarder.refusal()).isNull();
	}

	@Test
	void aPartitionWaitsWhileItsDeadLetterIsRefused(CapturedOutput output) throws Exception {
		try (Peer sender = peer("sender");
				ConfigurableApplicationContext application = run("--uxd.path=" + this.directory.resolve("bridge.uxd"),
						// Has no address in it.
						"--bridge.out.destination-header=uxd_id");
				Admin admin = Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
						application.getBean(KafkaConnectionDetails.class).getBootstrapServers()))) {
			admin.createTopics(List.of(new NewTopic("datagrams-dlt", 4, (short) 1)
				.configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "100")))).all().get();
			sender.send("apple".getBytes(UTF_8), UxdAddress.of(this.directory.resolve("bridge.uxd")));
			BridgeHealthIndicator health = application.getBean(BridgeHealthIndicator.class);
			await().atMost(Duration.ofSeconds(20))
				.until(() -> health.health().getDetails().toString().contains("; no dead letter: "));
			assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
			admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "datagrams-dlt"),
					List.of(new AlterConfigOp(new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "10000"),
							AlterConfigOp.OpType.SET))))
				.all()
				.get();
			await().atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(health.health().getDetails()).containsEntry("deadLettered", 1L));
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			assertThat(output.toString().split("neither sent nor", -1)).hasSize(2);
			assertThat(output).doesNotContain("\tat org.springframework.kafka");
		}
	}

	private ConfigurableApplicationContext run(String... properties) {
		return new SpringApplicationBuilder(BridgeApplication.class)
			.properties("bridge.broker.directory=" + this.directory.resolve("broker"),
					"spring.main.web-application-type=none", "spring.main.banner-mode=off")
			.run(properties);
	}

	private Peer peer(String name) throws Exception {
		Peer peer = Peer.builder().path(this.directory.resolve(name)).build();
		peer.open();
		return peer;
	}

}

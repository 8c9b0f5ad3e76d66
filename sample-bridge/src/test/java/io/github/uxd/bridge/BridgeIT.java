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

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.uxd.bridge.Destination.Received;
import io.github.uxd.reliability.Judge;
import io.github.uxd.reliability.Load;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Programs;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Settings;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.Verdict;
import io.github.uxd.reliability.journal.JournalRecord;
import io.github.uxd.reliability.journal.Payload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Two applications with a broker between them, all of which are processes of their own
 * that go and come. The sizes are those of a build; {@code -Dbridge.datagrams=100000
 * -Dbridge.restarts=5 -Dbridge.away=30} are those of the figures in the guide, which it
 * prints.
 */
class BridgeIT {

	private static final int SENDERS = 8;

	private static final int DATAGRAMS = Integer.getInteger("bridge.datagrams", 6_000);

	private static final int RESTARTS = Integer.getInteger("bridge.restarts", 1);

	private static final int AWAY_SECONDS = Integer.getInteger("bridge.away", 3);

	/**
	 * A build shares its machine with others, figures have it for themselves.
	 */
	private static final Duration FLOWS_WITHIN = Duration.ofSeconds((AWAY_SECONDS < 30) ? 15 : 2);

	private static final int IN_FLIGHT = 500;

	/**
	 * How many more than may be in flight a killed process had in hand.
	 */
	private static final int IN_HAND = 1;

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final Payload PAYLOAD = new Payload(Payload.HEADER, 4_000);

	private static final String TOPIC = "datagrams";

	private static final Map<String, Object> figures = new LinkedHashMap<>();

	private static final Received received = new Received(PAYLOAD);

	private static Stage stage;

	private static BrokerProcess broker;

	private static Application in;

	private static Application out;

	private static Destination destination;

	@BeforeAll
	static void start() throws Exception {
		assumeTrue(Programs.has("cc") || Boolean.getBoolean("test.uxd.require-programs"), "cc is not installed");
		stage = new Stage(Settings.here("auto"));
		destination = open();
		broker = new BrokerProcess(stage);
		String bootstrapServers = "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers();
		in = new Application(stage, "in", stage.socket(), true,
				List.of(bootstrapServers, "--bridge.in.max-in-flight=" + IN_FLIGHT, "--uxd.poller.drain-timeout=2s",
						"--spring.kafka.producer.properties[interceptor.classes]=" + AckJournal.class.getName(),
						"--spring.kafka.producer.properties[" + AckJournal.DIRECTORY + "]=" + stage.directory()));
		out = new Application(stage, "out", stage.directory().resolve("out.uxd"), false,
				List.of(bootstrapServers, "--bridge.in.enabled=false", "--bridge.out.destination=" + destinationPath(),
						"--bridge.out.missing-for=2s", "--spring.kafka.listener.concurrency=2",
						// The next process is who the killed one was.
						"--spring.kafka.consumer.properties[group.instance.id]=out"));
		in.launch();
		out.launch();
		broker.start();
		in.awaitStart();
		out.awaitStart();
	}

	@AfterAll
	static void end() throws Exception {
		if (stage != null) {
			System.out.println(figures.entrySet()
				.stream()
				.map((figure) -> "| " + figure.getKey() + " | " + figure.getValue() + " |")
				.collect(Collectors.joining("\n", "| what | figure |\n|---|---|\n", "")));
			stage.close();
			destination.close();
		}
	}

	private static Path destinationPath() {
		return stage.directory().resolve("destination.uxd");
	}

	private static Destination open() throws Exception {
		return new Destination(destinationPath(), received);
	}

	private static Senders senders(int datagrams) {
		return stage.senders(SENDERS, Load.of(datagrams / SENDERS).payload(PAYLOAD).rate(DATAGRAMS / SENDERS / 4));
	}

	/**
	 * Wait until so much of what they are to send was accepted.
	 */
	private static void await(Senders senders, double part) {
		long enough = (long) (part * senders.load().count() * SENDERS);
		Patience.until(enough + " datagrams accepted of " + senders.all(), LONG,
				() -> senders.haveEnded() || senders.accepted() >= enough);
	}

	/**
	 * Wait until nothing is under way any more, and return what of the senders is in the
	 * topic.
	 */
	private static List<Topic.Read> awaitEnd(Senders senders) {
		senders.awaitEnd(LONG);
		Senders last = stage.senders(1, Load.of(1).payload(PAYLOAD));
		Set<Integer> lastIds = ids(last);
		Patience.until("the last datagram", LONG,
				() -> received.all().stream().anyMatch((datagram) -> lastIds.contains(datagram.sender())));
		Patience.until("the last acknowledgement", LONG, () -> in.meter("bridge.in.unacknowledged") == 0);
		Set<Integer> ids = ids(senders);
		List<Topic.Read> inTopic = Topic.read(broker.bootstrapServers(), TOPIC)
			.stream()
			.filter((read) -> ids.contains(understand(read).sender()))
			.toList();
		Patience.until("the last of " + inTopic.size(), LONG, () -> distinct(received(senders)) == inTopic.size());
		return inTopic;
	}

	private static JournalRecord understand(Topic.Read read) {
		return Topic.understand(ByteBuffer.wrap(read.payload()), PAYLOAD);
	}

	private static Set<Integer> ids(Senders senders) {
		return senders.all().stream().map((sender) -> sender.id()).collect(Collectors.toSet());
	}

	private static List<JournalRecord> received(Senders senders) {
		Set<Integer> ids = ids(senders);
		return received.all().stream().filter((datagram) -> ids.contains(datagram.sender())).toList();
	}

	private static long distinct(List<JournalRecord> datagrams) {
		return datagrams.stream().distinct().count();
	}

	private static Verdict judge(Senders senders) {
		Map<Integer, Long> accepted = new TreeMap<>();
		senders.all().forEach((sender) -> accepted.put(sender.id(), sender.journal().accepted()));
		return new Judge(PAYLOAD, 1, accepted, Set.of()).judge(received(senders));
	}

	/**
	 * Each datagram is in the topic once, with an id of its own: so what arrives twice
	 * has the same.
	 */
	private static void hasIds(List<Topic.Read> inTopic) {
		assertThat(inTopic.stream().map(Topic.Read::id)).doesNotContainNull().doesNotHaveDuplicates();
		assertThat(inTopic.stream().map(BridgeIT::understand)).doesNotHaveDuplicates();
	}

	/**
	 * In a build the next one has to do, which restarts it once.
	 */
	@Test
	@EnabledIfSystemProperty(named = "bridge.restarts", matches = ".+")
	void nothingIsLostOrDoubledWhenTheBrokerIsRestarted() throws Exception {
		Senders senders = senders(DATAGRAMS);
		for (int i = 1; i <= RESTARTS; i++) {
			await(senders, (double) i / (RESTARTS + 1));
			broker.stop();
			broker.start();
		}
		hasIds(awaitEnd(senders));
		Verdict verdict = judge(senders);
		tell("broker stopped and started " + RESTARTS + " times", verdict);
		assertThat(verdict.sent()).isEqualTo(DATAGRAMS / SENDERS * SENDERS);
		assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
	}

	@Test
	void nothingAcknowledgedIsLostWhenAllAreKilled() throws Exception {
		Senders senders = senders(DATAGRAMS);
		for (int i = 1; i <= RESTARTS; i++) {
			await(senders, 0.7 * i / (RESTARTS + 1));
			broker.kill();
			broker.start();
		}
		await(senders, 0.7);
		out.kill();
		out.launch();
		await(senders, 0.85);
		in.kill();
		in.launch();
		in.awaitStart();
		out.awaitStart();
		List<Topic.Read> inTopic = awaitEnd(senders);
		hasIds(inTopic);
		Verdict verdict = judge(senders);
		Set<Topic.Place> acknowledged = AckJournal.read(stage.directory());
		assertThat(acknowledged).hasSizeGreaterThan(DATAGRAMS / 2);
		Set<Topic.Place> lost = new HashSet<>(acknowledged);
		Topic.read(broker.bootstrapServers(), TOPIC).forEach((read) -> lost.remove(read.place()));
		tell("broker killed and started " + RESTARTS + " times, each application once", verdict);
		figures.put("— of these acknowledged and lost", lost.size());
		assertThat(lost).isEmpty();
		assertThat(verdict.lost()).isEqualTo(verdict.sent() - inTopic.size()).isLessThanOrEqualTo(IN_FLIGHT + IN_HAND);
		assertThat(verdict.reordered() + verdict.corrupt() + verdict.unknown()).as(verdict.toString()).isZero();
	}

	@Test
	void sendersFeelABrokerThatIsAway() throws Exception {
		Senders senders = stage.senders(SENDERS, Load.of(DATAGRAMS / SENDERS).payload(PAYLOAD));
		await(senders, 0.1);
		broker.stop();
		long away = System.nanoTime();
		senders.awaitFull();
		Patience.until("health that says why", Patience.USUAL,
				() -> in.<Map<String, Object>>get("health/bridge", "$.details").containsKey("brokerAwaySince")
						&& "paused".equals(in.get("health/uxd", "$.details.actual")));
		assertThat(in.<String>get("health/bridge", "$.status")).isEqualTo("DOWN");
		assertThat(in.<Map<String, Object>>get("health/bridge", "$.details")).containsKeys("reason", "oldestInFlight");
		long heap = in.heap();
		int lines = in.log().split("\n").length + out.log().split("\n").length;
		Patience.until("time", LONG, () -> System.nanoTime() - away > AWAY_SECONDS * 1_000_000_000L);
		long accepted = senders.accepted();
		senders.awaitFull();
		assertThat(senders.accepted()).isEqualTo(accepted);
		long heapAfter = in.heap();
		int linesAfter = in.log().split("\n").length + out.log().split("\n").length;
		int before = received.count();
		broker.start();
		long back = System.nanoTime();
		Patience.until("the first datagram", Patience.USUAL, () -> received.count() > before);
		Duration flows = Duration.ofNanos(System.nanoTime() - back);
		hasIds(awaitEnd(senders));
		Verdict verdict = judge(senders);
		tell("broker away for " + AWAY_SECONDS + " s", verdict);
		figures.put("— heap of the application after a collection, at the begin and at the end of that, kB",
				heap / 1024 + ", " + heapAfter / 1024);
		figures.put("— lines in both logs meanwhile", linesAfter - lines);
		figures.put("— first datagram at the destination after its return, ms", flows.toMillis());
		assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
		assertThat(flows).isLessThan(FLOWS_WITHIN);
		assertThat(heapAfter - heap).isLessThan(2_000_000);
		assertThat(linesAfter - lines).isLessThanOrEqualTo(2);
		Patience.until("health", Patience.USUAL, () -> "UP".equals(in.get("health/bridge", "$.status")));
	}

	@Test
	void whatIsForADestinationThatIsNotThereWaitsAndThenIsADeadLetter() throws Exception {
		destination.close();
		Senders patient = stage.senders(1, Load.of(5).payload(PAYLOAD));
		patient.awaitEnd(Patience.USUAL);
		Patience.until("the first failure", Patience.USUAL, () -> out.log().contains("can't be sent"));
		destination = open();
		Patience.until("all that has waited", Patience.USUAL, () -> received(patient).size() == 5);
		assertThat(judge(patient).isClean()).isTrue();

		destination.close();
		Senders late = stage.senders(1, Load.of(1).payload(PAYLOAD));
		Patience.until("a dead letter", Patience.USUAL, () -> out.meter("bridge.out.dead.lettered") == 1);
		destination = open();
		List<Topic.Read> deadLetters = Topic.read(broker.bootstrapServers(), TOPIC + "-dlt");
		assertThat(deadLetters).singleElement().satisfies((letter) -> {
			assertThat(ids(late)).contains(understand(letter).sender());
			assertThat(letter.headers())
				.containsKeys("uxd_id", "uxd_peer", "uxd_source", "uxd_received", "kafka_dlt-exception-message")
				.doesNotContainKey("kafka_dlt-exception-stacktrace");
		});
		Senders next = stage.senders(1, Load.of(1).payload(PAYLOAD));
		Patience.until("the next one", Patience.USUAL, () -> received(next).size() == 1);
	}

	private static void tell(String what, Verdict verdict) {
		figures.put(what + ": sent", verdict.sent());
		figures.put("— " + what + ": lost, twice, out of order",
				Stream.of(verdict.lost(), verdict.twice(), verdict.reordered())
					.map(String::valueOf)
					.collect(Collectors.joining(", ")));
	}

}

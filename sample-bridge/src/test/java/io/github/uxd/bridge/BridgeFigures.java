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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.github.uxd.reliability.Load;
import io.github.uxd.reliability.Machine;
import io.github.uxd.reliability.Patience;
import io.github.uxd.reliability.Senders;
import io.github.uxd.reliability.Settings;
import io.github.uxd.reliability.Stage;
import io.github.uxd.reliability.journal.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How fast the bridge is, beside the way without it. Not a part of the build: prints the
 * table for the guide, which says how it is run. One sender is one source, and so one
 * partition and one thread of the second half.
 */
class BridgeFigures {

	private static final int[] SIZES = { 100, 8_192 };

	private static final int PACE = 2_000;

	private static final Duration WARM_UP = Duration.ofSeconds(2);

	private static final Duration TIME = Duration.ofSeconds(4);

	/**
	 * How much of what is in the topic the second half reads until it is warm.
	 */
	private static final double WARM_PART = 0.3;

	private final StringBuilder table = new StringBuilder(Figure.HEAD);

	private final StringBuilder notes = new StringBuilder();

	@Test
	void measureTheSocketAlone() throws Exception {
		for (int size : SIZES) {
			Arrivals arrivals = new Arrivals();
			try (Stage stage = new Stage(Settings.here("auto"))) {
				Destination destination = new Destination(stage.socket(), arrivals);
				Senders fast = stage.senders(1, load(size));
				pass(WARM_UP);
				Figure figure = Figure.of(arrivals::count, () -> pass(TIME), null, null, null);
				fast.end();
				this.table.append(figure.line("socket alone", size));
				paced("socket alone, paced", size, stage, arrivals, null, null, null);
				destination.close();
			}
		}
		tell();
	}

	@Test
	void measureTheBridge() throws Exception {
		Arrivals arrivals = new Arrivals();
		try (Stage stage = new Stage(Settings.here("auto"))) {
			Path destinationPath = stage.directory().resolve("destination.uxd");
			Destination destination = new Destination(destinationPath, arrivals);
			BrokerProcess broker = new BrokerProcess(stage);
			broker.start();
			List<String> all = new ArrayList<>();
			all.add("--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
			all.addAll(List.of(System.getProperty("bridge.arguments", "").split(" ")));
			Application in = new Application(stage, "in", stage.socket(), false, all);
			all.addAll(List.of("--bridge.in.enabled=false", "--bridge.out.destination=" + destinationPath));
			Application out = new Application(stage, "out", stage.directory().resolve("out.uxd"), false, all);
			in.launch();
			in.awaitStart();
			LongSupplier acknowledged = () -> (long) in.meter("bridge.in.acknowledged");
			long sent = 0;
			for (int size : SIZES) {
				Senders fast = stage.senders(1, load(size));
				pass(WARM_UP.multipliedBy(2));
				Figure first = Figure.of(acknowledged, () -> pass(TIME), in.process(), broker.process(), null);
				fast.end();
				this.table.append(first.line("first half, nobody reads the topic", size));

				long before = sent;
				sent += fast.accepted();
				long waiting = fast.accepted();
				out.launch();
				awaitArrivals(arrivals, before + (long) (WARM_PART * waiting));
				Figure second = Figure.of(arrivals::count, () -> awaitArrivals(arrivals, before + waiting), null,
						broker.process(), out.process());
				this.table.append(second.line("second half, what is in the topic", size));

				Senders both = stage.senders(1, load(size));
				pass(WARM_UP);
				Figure whole = Figure.of(arrivals::count, () -> pass(TIME), in.process(), broker.process(),
						out.process());
				both.end();
				this.table.append(whole.line("both halves", size));
				sent += both.accepted();
				awaitArrivals(arrivals, sent);

				long bytesBefore = bytesInTopic(stage);
				long paced = paced("both halves, paced", size, stage, arrivals, in.process(), broker.process(),
						out.process());
				sent += paced;
				awaitArrivals(arrivals, sent);
				this.notes.append("%,d bytes, paced: %d bytes each in the topic%n".formatted(size,
						(bytesInTopic(stage) - bytesBefore) / paced));
				out.stop();
			}
			assertThat(arrivals.count()).isEqualTo(sent);
			destination.close();
		}
		tell();
	}

	private long paced(String what, int size, Stage stage, Arrivals arrivals, @Nullable ProcessHandle... processes) {
		Senders senders = stage.senders(1, load(size).rate(PACE));
		pass(WARM_UP);
		arrivals.takeNanos();
		Figure figure = Figure.of(arrivals::count, () -> pass(TIME), processes);
		this.table.append(figure.line(what, size, arrivals.takeNanos()));
		senders.end();
		return senders.accepted();
	}

	private static long bytesInTopic(Stage stage) throws IOException {
		try (Stream<Path> files = Files.find(stage.directory().resolve("broker"), 2,
				(path, attributes) -> path.toString().matches(".*/datagrams-[0-9]+/.*\\.log"))) {
			return files.mapToLong((path) -> path.toFile().length()).sum();
		}
	}

	private static Load load(int size) {
		return Load.endless().payload(new Payload(size, size));
	}

	private static void awaitArrivals(Arrivals arrivals, long enough) {
		Patience.until(enough + " datagrams", Patience.USUAL, () -> arrivals.count() >= enough);
	}

	private static void pass(Duration time) {
		Patience.pass(time);
	}

	private void tell() {
		System.out.printf("%s, %d processors, JDK %s, load average %.2f%n%s%s", Machine.kernel(), Machine.processors(),
				Runtime.version(), ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), this.table,
				this.notes);
	}

}

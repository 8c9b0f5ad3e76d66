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

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.listener.ManagedPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is taken of what passes.
 */
@Timeout(60)
class SamplesTests {

	private final Peer peer = Peer.builder().name("sample").build();

	private final Samples samples = new Samples();

	@Test
	void noFailureIsTakenBeforeItsDatagram() throws Exception {
		for (int round = 0; round < 100; round++) {
			begin();
			Set<Long> shown = new HashSet<>();
			Thread listener = new Thread(() -> IntStream.range(0, Samples.BURST).forEach((i) -> fail("x" + i)));
			listener.start();
			boolean running = true;
			while (running) {
				running = listener.isAlive();
				Samples.Taken taken = this.samples.take(4);
				taken.datagrams().forEach((datagram) -> shown.add(datagram.id()));
				assertThat(shown).containsAll(taken.troubles().stream().map(Trouble::id).toList());
			}
			listener.join();
		}
	}

	@Test
	void whatIsShownIsNotTakenForHandledHoweverLateItFails() {
		begin();
		Stream<String> texts = IntStream.range(0, 2 * Samples.BURST).mapToObj((i) -> "x" + i);
		List<String> all = texts.toList();
		all.forEach(this::fail);
		this.samples.take(1);
		all.forEach((text) -> fail(text, "slow"));
		assertThat(this.samples.take(1).troubles()).filteredOn((trouble) -> trouble.listener().equals("slow"))
			.hasSize(Samples.BURST + Samples.PER_SECOND);
	}

	private void begin() {
		this.samples.begin(List.of(new ManagedPeer("sample", this.peer, null, null)));
	}

	private void fail(String text) {
		fail(text, "quick");
	}

	private void fail(String text, String listener) {
		Datagram datagram = Datagram.of(text.getBytes(StandardCharsets.UTF_8), null);
		this.samples.offer(new HandlingFailure(new IllegalStateException("No such thing"), datagram, this.peer,
				"sample", Kind.LISTENER, listener, 1, false));
	}

}

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
package io.github.uxd.internal.spring.systemd;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.uxd.spring.listener.ManagedPeer.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PeersStatus}.
 */
class PeersStatusTests {

	@Test
	void namesThePeersByWhatTheyDo() {
		assertThat(new PeersStatus(Map.of(State.RECEIVING, List.of("main", "audit"))).text(null))
			.isEqualTo("receiving: main, audit");
		assertThat(new PeersStatus(Map.of(State.GAVE_UP, List.of("orders"))).text("importing, 40 %"))
			.isEqualTo("importing, 40 %; gave up: orders");
		assertThat(new PeersStatus(Map.of()).text("idle")).isEqualTo("idle");
		assertThat(new PeersStatus(Map.of()).text(null)).isEmpty();
		assertThat(new PeersStatus(Map.of()).text(" ")).isEmpty();
	}

	@Test
	void countsThePeersWhereTheyAreMany() {
		assertThat(new PeersStatus(Map.of(State.RECEIVING, ids(200))).text("well"))
			.isEqualTo("well; receiving: 200 peers");
		assertThat(new PeersStatus(Map.of(State.PAUSED, List.of("x".repeat(300)))).text(null))
			.isEqualTo("paused: 1 peer");
	}

	@Test
	void isAlwaysOneShortLine() {
		String hostile = "\nREADY=1\nMAINPID=1\r\u2028\u0085\u0000\u001b[31m\ud800".repeat(1000);
		String text = new PeersStatus(Map.of(State.RECEIVING, List.of("a\nSTOPPING=1"), State.FAILED, ids(20)))
			.text(hostile);
		assertThat(text).matches("[ -~]*")
			.startsWith("\\u000aREADY=1\\u000a")
			.contains("receiving: a\\u000aSTOPPING=1");
		assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(500);
		assertThat(new PeersStatus(Map.of()).text("\u20ac".repeat(10_000)).getBytes(StandardCharsets.UTF_8))
			.hasSizeLessThan(1000);
	}

	private static List<String> ids(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "peer-" + i).toList();
	}

}

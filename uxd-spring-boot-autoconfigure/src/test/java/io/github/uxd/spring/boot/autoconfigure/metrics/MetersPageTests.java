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
package io.github.uxd.spring.boot.autoconfigure.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.uxd.spring.boot.autoconfigure.GuidePage;
import io.github.uxd.spring.metrics.UxdMeters;
import io.github.uxd.spring.observation.UxdObservation;
import io.github.uxd.spring.observation.UxdObservation.HighCardinalityKey;
import io.github.uxd.spring.observation.UxdObservation.LowCardinalityKey;
import io.micrometer.common.docs.KeyName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide's page of the meters and observations beside what the code documents.
 */
class MetersPageTests {

	private final GuidePage page = GuidePage.of("meters.md");

	@Test
	void showsTheMetersWithTheirTypesTagsAndMeanings() {
		assertThat(this.page.rows("name", 4)).containsExactlyElementsOf(Stream.of(UxdMeters.values())
			.map((meter) -> List.of(meter.getName(), meter.getType().name().toLowerCase(Locale.ROOT),
					names(meter.getKeyNames()), meter.getDescription()))
			.toList());
	}

	@Test
	void explainsEveryTag() {
		assertThat(this.page.rows("tag", 2)).extracting((row) -> row.get(0))
			.containsExactlyElementsOf(Stream.of(UxdMeters.Tag.values()).map(KeyName::asString).toList());
	}

	@Test
	void showsTheObservationsWithTheirKeys() {
		assertThat(this.page.rows("observation", 4)).extracting((row) -> row.subList(0, 3))
			.containsExactlyElementsOf(Stream.of(UxdObservation.values())
				.map((observation) -> List.of(observation.getConventionalName(),
						names(observation.getLowCardinalityKeyNames()),
						names(observation.getHighCardinalityKeyNames())))
				.toList());
	}

	@Test
	void explainsEveryKey() {
		assertThat(this.page.rows("key", 2)).extracting((row) -> row.get(0))
			.containsExactlyElementsOf(Stream.of(LowCardinalityKey.values(), HighCardinalityKey.values())
				.flatMap(Stream::of)
				.map(KeyName::asString)
				.toList());
	}

	private static String names(KeyName[] keys) {
		return Arrays.stream(keys).map(KeyName::asString).collect(Collectors.joining(", "));
	}

}

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
package io.github.uxd.spring.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbers of milliseconds that somebody may have meant to be seconds.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnitlessTimesTests {

	@ParameterizedTest
	@ValueSource(strings = { "uxd.poller.drain-timeout", "uxd.poller.check-interval", "uxd.poller.idle-event-interval",
			"uxd.poller.busy-threshold", "uxd.poller.back-off.initial-interval", "uxd.poller.back-off.max-interval",
			"uxd.listener.reply-timeout", "uxd.listener.retry.initial-interval", "uxd.listener.retry.max-interval",
			"uxd.template.send-timeout", "uxd.template.reply-timeout", "uxd.peers.orders.poller.drain-timeout" })
	void aNumberThatIsLessThanASecondIsToldOf(String key, CapturedOutput output) {
		check(Map.of(key, "5"));
		assertThat(output).contains("'" + key + "' is 5 (\"" + key + "\" from property source \"test\"), which is 5 "
				+ "milliseconds, since it has no unit: write '5s' for seconds, or '5ms' if that is meant");
	}

	@ParameterizedTest
	@ValueSource(strings = { "uxd.poller.drain-timeout=5s", "uxd.poller.drain-timeout=5ms",
			"uxd.poller.drain-timeout=PT5S", "uxd.poller.drain-timeout=5000", "uxd.poller.check-interval=0",
			"uxd.poller.spin=50", "uxd.poller.batch-size=5" })
	void nothingElseIs(String property, CapturedOutput output) {
		check(Map.of(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1)));
		assertThat(output).doesNotContain("milliseconds");
	}

	@Test
	void ofSeveralValuesTheOneThatCountsIsLookedAt(CapturedOutput output) {
		check(Map.of("uxd.poller.drainTimeout", "5s"), Map.of("uxd.poller.drain-timeout", "5"));
		assertThat(output).doesNotContain("milliseconds");
	}

	@Test
	void aPlaceholderIsReplacedBefore(CapturedOutput output) {
		check(Map.of("uxd.poller.drain-timeout", "${patience:7}"));
		assertThat(output).contains("7 milliseconds");
	}

	@SafeVarargs
	private static void check(Map<String, Object>... sources) {
		StandardEnvironment environment = new StandardEnvironment();
		for (Map<String, Object> source : sources) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("test" + ((source == sources[0]) ? "" : "-2"), source));
		}
		ConfigurationPropertySources.attach(environment);
		KeysCheck.check(environment);
	}

}

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
package io.github.uxd.spring.boot.autoconfigure.diagnostics;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

class UxdListenerFailureAnalyzerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(UxdAutoConfigurations.with())
		.withPropertyValues("uxd.temp=true")
		.withUserConfiguration(Misspelt.class);

	@Test
	void aPeerThatThereIsNoneOf() {
		this.runner.run((context) -> {
			FailureAnalysis analysis = new UxdListenerFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("Misspelt.listen", "There is no peer 'ordres', but 'main'");
			assertThat(analysis.getAction()).contains("'uxd.peers'");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Misspelt {

		@UxdListener(peer = "ordres")
		void listen(String text) {
		}

	}

}

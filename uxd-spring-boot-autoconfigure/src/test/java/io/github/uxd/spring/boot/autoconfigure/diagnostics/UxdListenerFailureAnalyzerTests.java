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

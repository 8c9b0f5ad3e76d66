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

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a start that fails says, as {@code SpringApplication} finds it out: by the
 * analyzers of all libraries, in their order.
 */
final class StartFailures {

	private StartFailures() {
	}

	/**
	 * Start an application that can't be started.
	 * @return what it says
	 */
	static FailureAnalysis of(ApplicationContextRunner runner) {
		List<ConfigurableApplicationContext> contexts = new ArrayList<>();
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		runner.withInitializer(contexts::add).run((context) -> {
			assertThat(context).hasFailed();
			analysis[0] = analyze(context, contexts.get(0));
		});
		assertThat(analysis[0]).as("what the failure is analyzed as").isNotNull();
		return analysis[0];
	}

	private static FailureAnalysis analyze(AssertableApplicationContext failed,
			ConfigurableApplicationContext context) {
		ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
			.and(Environment.class, context.getEnvironment());
		List<FailureAnalyzer> analyzers = new ArrayList<>(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, arguments, FailureHandler.logging(LogFactory.getLog(StartFailures.class))));
		AnnotationAwareOrderComparator.sort(analyzers);
		return analyzers.stream()
			.map((analyzer) -> analyzer.analyze(failed.getStartupFailure()))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElse(null);
	}

}

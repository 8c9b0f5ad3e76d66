package io.github.uxd.spring.boot.autoconfigure.messaging;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.boot.autoconfigure.UxdAutoConfigurations;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class LazyInitializationTests {

	@Test
	void beansThatListenAreMadeAtTheStartAndOthersAreNot() {
		new ApplicationContextRunner().withConfiguration(UxdAutoConfigurations.with())
			.withPropertyValues("uxd.temp=true")
			.withBean("listening", Listening.class)
			.withBean("other", Other.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context.getBeanFactory().containsSingleton("listening")).isTrue();
				assertThat(context.getBeanFactory().containsSingleton("other")).isFalse();
			});
	}

	static class Listening {

		@UxdListener
		void receive() {
		}

	}

	static class Other {

		void receive() {
		}

	}

}

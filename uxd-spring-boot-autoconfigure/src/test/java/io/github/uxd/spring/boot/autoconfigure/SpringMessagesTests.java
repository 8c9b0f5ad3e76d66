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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide says that Spring prints.
 */
@ExtendWith(OutputCaptureExtension.class)
class SpringMessagesTests {

	@Test
	void aStopThatTakesTooLongIsToldAsTheGuideSays(CapturedOutput output) {
		LoggingSystem.get(getClass().getClassLoader())
			.setLogLevel(DefaultLifecycleProcessor.class.getName(), LogLevel.INFO);
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(GenericApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME, DefaultLifecycleProcessor.class,
				() -> {
					DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
					processor.setTimeoutPerShutdownPhase(30);
					return processor;
				});
		context.registerBean("uxdTemplate", NeverStopping.class);
		context.refresh();
		context.close();
		String told = GuidePage.of("troubleshooting.md").text().replaceAll("\\s+", " ");
		assertThat(told).contains(
				"`Shutdown phase -2147482647 ends with 1 bean still running after timeout of 30000ms: [uxdTemplate]`");
		assertThat(output)
			.contains("Shutdown phase -2147482647 ends with 1 bean still running after timeout of 30ms: [uxdTemplate]");
	}

	@AfterEach
	void logAsBefore() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(DefaultLifecycleProcessor.class.getName(), null);
	}

	static final class NeverStopping implements SmartLifecycle {

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			// It goes on.
		}

		@Override
		public void stop(Runnable callback) {
			// Nor does it say that it has stopped.
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return -2147482647;
		}

	}

}

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
package io.github.uxd.reliability.application;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.core.UxdTemplate;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Many contexts in one process, one after the other: each sends itself some datagrams,
 * and is closed. What the process has of memory, threads and descriptors is written down
 * after some and at the end.
 */
public final class ContextsApplication {

	private static final int WARM_UP = 10;

	private static final int DATAGRAMS = 20;

	private ContextsApplication() {
	}

	/**
	 * Run it.
	 * @param args the directory to write to, how many contexts, and properties
	 * @throws Exception if something fails
	 */
	public static void main(String[] args) throws Exception {
		Path directory = Path.of(args[0]);
		int count = Integer.parseInt(args[1]);
		int faults = 0;
		for (int i = 0; i < WARM_UP + count; i++) {
			if (i == WARM_UP) {
				write(directory.resolve("contexts-start"), faults);
			}
			faults += one(args) ? 0 : 1;
		}
		write(directory.resolve("contexts-end"), faults);
	}

	private static boolean one(String[] args) throws InterruptedException {
		Path path = Path.of(args[0], "contexts.uxd");
		try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, args)) {
			UxdTemplate template = context.getBean(UxdTemplate.class);
			for (int i = 0; i < DATAGRAMS; i++) {
				template.convertAndSend("datagram " + i, UxdAddress.of(path));
			}
			return context.getBean(Arrivals.class).latch.await(10, TimeUnit.SECONDS);
		}
	}

	private static void write(Path path, int faults) throws IOException {
		Properties counters = new Properties();
		Counters.addProcess(counters);
		counters.setProperty("faults", Integer.toString(faults));
		try (Writer writer = Files.newBufferedWriter(path)) {
			counters.store(writer, null);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Arrivals arrivals() {
			return new Arrivals();
		}

	}

	static class Arrivals {

		private final CountDownLatch latch = new CountDownLatch(DATAGRAMS);

		@UxdListener
		void onText(String text) {
			if (text.startsWith("datagram ")) {
				this.latch.countDown();
			}
		}

	}

}

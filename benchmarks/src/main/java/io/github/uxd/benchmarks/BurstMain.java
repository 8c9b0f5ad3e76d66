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
package io.github.uxd.benchmarks;

import java.util.concurrent.atomic.LongAdder;

import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * An application that counts what it is sent, and says when it is ready.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BurstMain {

	private final LongAdder views = new LongAdder();

	/**
	 * Run the application.
	 * @param args properties
	 */
	public static void main(String[] args) {
		SpringApplication.run(BurstMain.class, args);
	}

	@UxdListener
	void onCount(String count) {
		if (count.startsWith("page.views:")) {
			this.views.increment();
		}
	}

	@EventListener(ApplicationReadyEvent.class)
	void ready() {
		System.out.println("ready");
		System.out.flush();
	}

}

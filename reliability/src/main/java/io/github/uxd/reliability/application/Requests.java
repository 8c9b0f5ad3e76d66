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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdTemplate;

/**
 * Makes requests, on several threads at once, and counts what is answered.
 */
class Requests {

	private static final int THREADS = 4;

	private final UxdTemplate template;

	private final Counters counters;

	Requests(UxdTemplate template, Counters counters) {
		this.template = template;
		this.counters = counters;
	}

	void make(int count, UxdAddress destination) {
		AtomicInteger next = new AtomicInteger();
		Thread[] threads = new Thread[THREADS];
		for (int i = 0; i < THREADS; i++) {
			threads[i] = new Thread(() -> {
				for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
					ask(n, destination);
				}
			}, "requests-" + i);
			threads[i].start();
		}
		for (Thread thread : threads) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void ask(int number, UxdAddress destination) {
		String question = "request " + number;
		try {
			String answer = this.template.sendAndReceive(question.getBytes(StandardCharsets.UTF_8), destination).text();
			this.counters.counter(answer.equals(question) ? "requests.answered" : "requests.wrong").incrementAndGet();
		}
		catch (RuntimeException ex) {
			System.err.println("Request " + number + " failed: " + ex);
			this.counters.counter("requests.failed").incrementAndGet();
		}
	}

}

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
package io.github.uxd.sample;

import java.util.concurrent.CountDownLatch;

import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * A listener of the peer {@code orders} that fails, or doesn't return, when told to. The
 * packaged application finds it beside its own where {@code loader.path} leads to it.
 */
@Component
@Profile("faults")
class FaultyListener {

	@UxdListener(peer = "orders")
	void handle(String order) throws InterruptedException {
		switch (order) {
			case "fail" -> throw new IllegalStateException("as asked");
			case "hang" -> new CountDownLatch(1).await();
			default -> throw new IllegalArgumentException(order);
		}
	}

}

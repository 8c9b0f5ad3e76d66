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

import io.github.uxd.reliability.journal.JournalWriter;
import io.github.uxd.reliability.journal.Payload;
import io.github.uxd.spring.annotation.UxdListener;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Answers a number with the next one, so that two applications never end by themselves.
 */
@ConditionalOnProperty(name = "reliability.listener", havingValue = "rally")
class Rally {

	private final long capacity;

	private final JournalWriter journal;

	Rally(ReceiverProperties properties, JournalWriter journal) {
		this.journal = journal;
		this.capacity = properties.capacity();
	}

	@UxdListener
	@Nullable String onNumber(String text) {
		long number = Long.parseLong(text);
		this.journal.handled(0, Payload.NUMBERED, number, true);
		return (number < this.capacity) ? Long.toString(number + 1) : null;
	}

}

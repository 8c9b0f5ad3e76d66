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

import io.github.uxd.UxdAddress;
import io.github.uxd.reliability.journal.JournalWriter;
import io.github.uxd.reliability.journal.Payload;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.core.UxdTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Answers with what it gets, and writes its number down.
 */
@ConditionalOnProperty(name = "reliability.listener", havingValue = "echo")
class Echo {

	private final JournalWriter journal;

	private final boolean twice;

	private final UxdTemplate template;

	Echo(JournalWriter journal, ReceiverProperties properties, UxdTemplate template) {
		this.journal = journal;
		this.twice = properties.fault() == Fault.ANSWER_TWICE;
		this.template = template;
	}

	@UxdListener
	String onQuestion(String question, @Nullable UxdAddress source) {
		long number = Long.parseLong(question.substring(question.lastIndexOf(' ') + 1));
		this.journal.handled(0, Payload.NUMBERED, number, true);
		if (this.twice && source != null) {
			this.template.convertAndSend(question, source);
		}
		return question;
	}

}

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

import io.github.uxd.Datagram;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.text.OneLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Logs each datagram, and answers if its sender has an address. What others have sent is
 * {@linkplain OneLine escaped} in the log, where it could forge lines.
 */
@Component
class EchoListener {

	private static final Logger logger = LoggerFactory.getLogger(EchoListener.class);

	@UxdListener
	String answer(Datagram datagram) {
		String text = datagram.text().strip();
		logger.info("Received {}: {}", datagram, OneLine.of(text));
		return "You said: " + text;
	}

}

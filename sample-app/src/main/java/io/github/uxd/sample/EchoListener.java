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

import java.util.concurrent.TimeUnit;

import io.github.uxd.Datagram;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Logs datagrams, and answers if their senders have an address. What others have sent is
 * {@linkplain OneLine escaped} in the log, where it could forge lines, and few datagrams
 * a second are logged, since they could fill the disk. An answer isn't answered: two of
 * these would never end.
 */
@Component
class EchoListener {

	private static final Logger logger = LoggerFactory.getLogger(EchoListener.class);

	private static final int LINES_PER_SECOND = 10;

	private static final String ANSWER = "You said: ";

	private long second;

	private int inThisSecond;

	@UxdListener
	@Nullable String answer(Datagram datagram) {
		String text = datagram.text().strip();
		log(datagram, text);
		return text.startsWith(ANSWER) ? null : ANSWER + text;
	}

	private synchronized void log(Datagram datagram, String text) {
		long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
		if (now != this.second) {
			if (this.inThisSecond > LINES_PER_SECOND) {
				logger.info("Received {} more that are not logged", this.inThisSecond - LINES_PER_SECOND);
			}
			this.second = now;
			this.inThisSecond = 0;
		}
		if (this.inThisSecond++ < LINES_PER_SECOND) {
			logger.info("Received {}: {}", datagram, OneLine.of(text));
		}
	}

}

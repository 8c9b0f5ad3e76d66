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

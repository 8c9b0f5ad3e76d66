package io.github.uxd.sample;

import io.github.uxd.Datagram;
import io.github.uxd.spring.annotation.UxdListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Logs each datagram, and answers if its sender has an address.
 */
@Component
class EchoListener {

	private static final Logger logger = LoggerFactory.getLogger(EchoListener.class);

	@UxdListener
	String answer(Datagram datagram) {
		String text = datagram.text().strip();
		logger.info("Received {}: {}", datagram, text);
		return "You said: " + text;
	}

}

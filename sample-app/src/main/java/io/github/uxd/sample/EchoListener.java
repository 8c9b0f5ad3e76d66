package io.github.uxd.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramReceivedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Logs each datagram, and answers if its sender has an address.
 */
@Component
class EchoListener {

	private static final Logger logger = LoggerFactory.getLogger(EchoListener.class);

	private final Peer peer;

	EchoListener(Peer peer) {
		this.peer = peer;
	}

	@EventListener
	void onDatagram(DatagramReceivedEvent event) throws IOException {
		Datagram datagram = event.getDatagram();
		String text = datagram.text().strip();
		logger.info("Received {}: {}", datagram, text);
		UxdAddress sender = datagram.source();
		if (sender != null && !this.peer.send(("You said: " + text).getBytes(StandardCharsets.UTF_8), sender)) {
			logger.warn("No answer to {}, whose queue is full", sender);
		}
	}

}

package io.github.uxd.spring.boot.test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.DatagramReceivedEvent;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.context.event.EventListener;

/**
 * Answers from the peer that was asked, with its id in front.
 */
class Echo {

	private final UxdPeers peers;

	Echo(UxdPeers peers) {
		this.peers = peers;
	}

	@EventListener
	void onDatagram(DatagramReceivedEvent event) throws IOException {
		UxdAddress source = event.getDatagram().source();
		if (source != null) {
			String answer = event.getPeerId() + ": " + event.getDatagram().text();
			this.peers.get(event.getPeerId())
				.peer()
				.send(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)), source);
		}
	}

}

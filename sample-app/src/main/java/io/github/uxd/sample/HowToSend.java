package io.github.uxd.sample;

import java.nio.file.Path;

import io.github.uxd.Peer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Says at start how to send a datagram to this application.
 */
@Component
class HowToSend implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(HowToSend.class);

	private final Peer peer;

	HowToSend(Peer peer) {
		this.peer = peer;
	}

	@Override
	public void run(ApplicationArguments args) {
		Path path = this.peer.path();
		logger.info(
				"""
						Listening at {}
						To send a datagram, copy this line to a shell:

						python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"hello", sys.argv[1])' '{}'
						""",
				path, String.valueOf(path).replace("'", "'\\''"));
	}

}

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

import java.net.Inet6Address;
import java.net.InetAddress;

import io.github.uxd.Peer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says at start how to send a datagram to this application.
 */
@Component
class HowToSend implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(HowToSend.class);

	private final Peer peer;

	private final Environment environment;

	private final ObjectProvider<ServerProperties> server;

	HowToSend(Peer peer, Environment environment, ObjectProvider<ServerProperties> server) {
		this.peer = peer;
		this.environment = environment;
		this.server = server;
	}

	@Override
	public void run(ApplicationArguments args) {
		logger.info("{}", text());
	}

	String text() {
		String path = String.valueOf(this.peer.path());
		return """
				Listening at %s
				%sTo send a datagram, copy this line to a shell:

				python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"hello", sys.argv[1])' '%s'
				"""
			.formatted(path, page(), path.replace("'", "'\\''"));
	}

	private String page() {
		// There may be no web server.
		String port = this.environment.getProperty("local.server.port");
		ServerProperties server = this.server.getIfAvailable();
		if (port == null || server == null) {
			return "";
		}
		String path = server.getServlet().getContextPath();
		return "To see what arrives, open " + (Ssl.isEnabled(server.getSsl()) ? "https" : "http") + "://"
				+ host(server.getAddress()) + ":" + port + ((path != null) ? path : "") + "/\n";
	}

	private static String host(@Nullable InetAddress address) {
		if (address == null || address.isAnyLocalAddress() || address.equals(InetAddress.getLoopbackAddress())) {
			return "localhost";
		}
		return (address instanceof Inet6Address) ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
	}

}

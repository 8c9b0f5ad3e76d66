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
package io.github.uxd.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Runs one side, in a process of its own.
 */
public final class SideMain {

	private SideMain() {
	}

	/**
	 * Run a side until standard input ends.
	 * @param args the name of the side, the transport (of those that have one), and the
	 * path of its socket
	 * @throws IOException if standard input can't be read
	 */
	public static void main(String[] args) throws IOException {
		// What is logged goes the way of errors: the lines that count have standard
		// output for themselves.
		PrintStream out = System.out;
		System.setOut(System.err);
		new Session(create(args[0], args[1], Path.of(args[2])), out).run();
		System.exit(0);
	}

	private static Side create(String name, String transport, Path path) {
		return switch (name) {
			case "junixsocket-receive" -> new JunixsocketSide(path, true);
			case "junixsocket-read" -> new JunixsocketSide(path, false);
			case "jnr-unixsocket" -> new JnrSide(path);
			case "netty" -> new NettySide(path);
			case "jdk-stream" -> new StreamSide(path);
			case "integration-udp" -> new UdpSide();
			case "peer-view" -> new PeerViewSide(new Peers(transport, true), path);
			case "peer-view-nosource" -> new PeerViewSide(new Peers(transport, false), path);
			case "peer" -> new PeerSide(new Peers(transport, true), path);
			case "peer-nosource" -> new PeerSide(new Peers(transport, false), path);
			case "handler" -> new HandlerSide(new Application(transport, path));
			case "event" -> new EventSide(new Application(transport, path));
			case "listener-string", "listener-bytes", "listener-buffer", "listener-datagram", "listener-json",
					"listener-batch" ->
				new ListenerSide(new Application(transport, path), name);
			default -> throw new IllegalArgumentException("There is no side '" + name + "'");
		};
	}

}

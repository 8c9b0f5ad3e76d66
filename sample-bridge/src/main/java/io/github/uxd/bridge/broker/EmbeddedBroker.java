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
package io.github.uxd.bridge.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker of Kafka in this JVM, which is its own controller. What it has acknowledged is
 * in its directory, and there again when it is started anew, on whatever port. It is for
 * one machine: nothing is replicated, it listens on the loopback interface only, and
 * everybody on the machine may connect.
 */
public final class EmbeddedBroker implements AutoCloseable {

	private static final String HOST = "127.0.0.1";

	private static final int NODE = 1;

	private final KafkaRaftServer server;

	private final String bootstrapServers;

	private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
		this.server = server;
		this.bootstrapServers = bootstrapServers;
	}

	/**
	 * Start a broker.
	 * @param directory where it keeps everything; made if it isn't there
	 * @param port the port to listen on; 0 for any that is free
	 * @param partitions how many partitions a topic has that is made when somebody uses
	 * it for the first time
	 * @return the broker, which can be used
	 */
	public static EmbeddedBroker start(Path directory, int port, int partitions) {
		int brokerPort = (port != 0) ? port : freePort();
		int controllerPort = freePort();
		KafkaConfig config = new KafkaConfig(properties(directory, brokerPort, controllerPort, partitions));
		format(directory);
		KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
		boolean started = false;
		try {
			server.startup();
			started = true;
		}
		finally {
			if (!started) {
				// It has threads that would keep the process alive.
				server.shutdown();
			}
		}
		return new EmbeddedBroker(server, HOST + ":" + brokerPort);
	}

	private static Map<String, Object> properties(Path directory, int port, int controllerPort, int partitions) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("process.roles", "broker,controller");
		properties.put("node.id", Integer.toString(NODE));
		properties.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort);
		properties.put("controller.listener.names", "CONTROLLER");
		properties.put("listeners", "BROKER://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
		properties.put("advertised.listeners", "BROKER://" + HOST + ":" + port);
		properties.put("inter.broker.listener.name", "BROKER");
		properties.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
		properties.put("log.dirs", directory.toString());
		properties.put("num.partitions", Integer.toString(partitions));
		// There is nobody to replicate to.
		properties.put("min.insync.replicas", "1");
		properties.put("default.replication.factor", "1");
		properties.put("offsets.topic.replication.factor", "1");
		properties.put("offsets.topic.num.partitions", "1");
		// As small as a few applications on one machine need it.
		properties.put("num.network.threads", "1");
		properties.put("num.io.threads", "2");
		properties.put("background.threads", "2");
		properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
		// More than a producer's max.request.size: dead letters have more headers.
		properties.put("message.max.bytes", Integer.toString(2 * 1024 * 1024));
		properties.put("group.initial.rebalance.delay.ms", "0");
		// One that was killed is forgotten so soon, and can start anew.
		properties.put("broker.heartbeat.interval.ms", "500");
		properties.put("broker.session.timeout.ms", "3000");
		return properties;
	}

	private static void format(Path directory) {
		try {
			// Whatever was received is in it.
			Files.createDirectories(directory,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			if (Files.exists(directory.resolve("meta.properties"))) {
				return;
			}
			new Formatter().setNodeId(NODE)
				.setClusterId(Uuid.randomUuid().toString())
				.setControllerListenerName("CONTROLLER")
				.setMetadataLogDirectory(directory.toString())
				.addDirectory(directory.toString())
				.setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
				.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The broker has no directory " + directory, ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The broker can't use the directory " + directory, ex);
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("There is no free port", ex);
		}
	}

	/**
	 * Return where clients find it.
	 * @return a host and a port
	 */
	public String bootstrapServers() {
		return this.bootstrapServers;
	}

	/**
	 * Stop it.
	 */
	@Override
	public void close() {
		this.server.shutdown();
		this.server.awaitShutdown();
	}

}

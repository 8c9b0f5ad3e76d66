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
package io.github.uxd.reliability.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdPeers;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Does what the standard input tells, line by line; ends with it.
 */
class Commands {

	private final ReceiverProperties properties;

	private final Counters counters;

	private final Handling handling;

	private final UxdPeers peers;

	private final ObjectProvider<UxdTemplate> template;

	Commands(ReceiverProperties properties, Counters counters, Handling handling, UxdPeers peers,
			ObjectProvider<UxdTemplate> template) {
		this.properties = properties;
		this.counters = counters;
		this.handling = handling;
		this.peers = peers;
		this.template = template;
	}

	void start() {
		// It keeps the application alive while its poller is stopped.
		new Thread(this::read, "commands").start();
	}

	private void read() {
		try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				tryTo(line);
			}
		}
		catch (IOException ex) {
			System.err.println("No more commands: " + ex);
		}
		// Whoever has started this is gone.
		Runtime.getRuntime().halt(1);
	}

	private void tryTo(String line) {
		try {
			obey(line.split(" "));
		}
		catch (RuntimeException | Error ex) {
			this.counters.counter("commands.failed").incrementAndGet();
			System.err.println("Command '" + line + "' failed: " + ex);
		}
	}

	private void obey(String[] command) {
		switch (command[0]) {
			case "pause" -> poller().pause();
			case "resume" -> poller().resume();
			case "stop-poller" -> poller().stop();
			case "start-poller" -> poller().start();
			case "restart-poller" -> {
				poller().stop();
				poller().start();
			}
			case "restart-peer" -> {
				lifecycle().stop();
				lifecycle().start();
			}
			case "requests" -> new Requests(this.template.getObject(), this.counters).make(Integer.parseInt(command[1]),
					UxdAddress.of(command[2]));
			case "send" -> this.template.getObject().convertAndSend(command[1], UxdAddress.of(command[2]));
			case "forget-latency" -> this.handling.latency().reset();
			case "report" -> this.counters.write(this.properties.counters(command[1]));
			default -> throw new IllegalArgumentException("Unknown command: " + command[0]);
		}
	}

	private ManagedPeer peer() {
		return this.peers.get("");
	}

	private PeerPoller poller() {
		return present(peer().poller());
	}

	private PeerLifecycle lifecycle() {
		return present(peer().lifecycle());
	}

	private static <T> T present(@Nullable T value) {
		if (value == null) {
			throw new IllegalStateException("The primary peer is without what the command is for");
		}
		return value;
	}

}

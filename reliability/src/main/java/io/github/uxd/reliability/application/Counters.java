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

import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.uxd.DropReason;
import io.github.uxd.PeerStatistics;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdPeers;
import org.HdrHistogram.Histogram;

/**
 * Counts what the application itself knows of, and writes it to a file.
 */
class Counters {

	/**
	 * Counted by whoever has something to count.
	 */
	private final Map<String, AtomicLong> own = new ConcurrentHashMap<>();

	private final UxdPeers peers;

	private final Handling handling;

	private final ReceiverApplication.Failures failures;

	private final boolean countsNothing;

	Counters(UxdPeers peers, Handling handling, ReceiverApplication.Failures failures, ReceiverProperties properties) {
		this.peers = peers;
		this.handling = handling;
		this.failures = failures;
		this.countsNothing = properties.fault() == Fault.COUNT_NOTHING;
	}

	AtomicLong counter(String name) {
		return this.own.computeIfAbsent(name, (key) -> new AtomicLong());
	}

	/**
	 * Write them, so that whoever finds the file finds all of it.
	 */
	void write(Path path) {
		Properties counters = new Properties();
		this.own.forEach((name, value) -> counters.setProperty(name, value.toString()));
		counters.setProperty("failures", Long.toString(this.failures.count()));
		counters.setProperty("failures.listeners", Long.toString(this.failures.ofListeners()));
		addPeers(counters);
		addProcess(counters);
		addLatency(counters, this.handling.latency());
		try {
			Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
			try (Writer writer = Files.newBufferedWriter(unfinished)) {
				counters.store(writer, null);
			}
			Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The counters can't be written to " + path, ex);
		}
	}

	private void addPeers(Properties counters) {
		long received = 0;
		long sent = 0;
		long dropped = 0;
		long healed = 0;
		long opened = 0;
		long errors = 0;
		for (ManagedPeer peer : this.peers.getAll()) {
			PeerStatistics statistics = peer.peer().statistics();
			received += statistics.received();
			sent += statistics.sent();
			healed += statistics.healed();
			opened += statistics.opened();
			errors += statistics.receiveErrors();
			for (DropReason reason : DropReason.values()) {
				dropped += statistics.dropped(reason);
			}
			dropped += (peer.poller() != null) ? peer.poller().getDropped() : 0;
		}
		counters.setProperty("received", Long.toString(received));
		counters.setProperty("sent", Long.toString(sent));
		counters.setProperty("dropped", Long.toString(this.countsNothing ? 0 : dropped));
		counters.setProperty("healed", Long.toString(healed));
		counters.setProperty("opened", Long.toString(opened));
		counters.setProperty("receive-errors", Long.toString(errors));
	}

	static void addProcess(Properties counters) {
		System.gc();
		UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		counters.setProperty("heap", Long.toString(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()));
		counters.setProperty("threads", Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount()));
		counters.setProperty("descriptors", Long.toString(system.getOpenFileDescriptorCount()));
		counters.setProperty("cpu", Long.toString(system.getProcessCpuTime()));
	}

	private static void addLatency(Properties counters, Histogram latency) {
		Map.of("p50", 50.0, "p90", 90.0, "p99", 99.0, "p99.9", 99.9, "p99.99", 99.99, "max", 100.0)
			.forEach((name, percentile) -> counters.setProperty("latency." + name,
					Long.toString(latency.getValueAtPercentile(percentile))));
		counters.setProperty("latency.count", Long.toString(latency.getTotalCount()));
	}

}

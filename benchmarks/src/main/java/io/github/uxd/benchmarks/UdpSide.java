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
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.ip.IpHeaders;
import org.springframework.integration.ip.udp.inbound.UnicastReceivingChannelAdapter;
import org.springframework.messaging.Message;

/**
 * Spring Integration's adapter for UDP, on the loopback interface, set up as it comes.
 * Datagrams get lost, and its threads run side by side: so the last one is known by the
 * silence after it, and CPU time and allocation are those of the whole process.
 */
final class UdpSide implements Side {

	private static final int DEFAULT_BUFFER_SIZE = 2048;

	private static final long POLL_MILLIS = 20;

	private static final long SILENCE_MILLIS = 300;

	private static final long PATIENCE_MILLIS = 10_000;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private @Nullable AnnotationConfigApplicationContext context;

	private volatile @Nullable Count count;

	@Override
	public String open(Demand demand) throws InterruptedException {
		this.count = null;
		AnnotationConfigApplicationContext opened = new AnnotationConfigApplicationContext(Adapter.class);
		this.context = opened;
		opened.getBean(DirectChannel.class).subscribe(this::handle);
		UnicastReceivingChannelAdapter adapter = opened.getBean(UnicastReceivingChannelAdapter.class);
		// The adapter allocates so much for each datagram.
		adapter.setReceiveBufferSize(Math.max(DEFAULT_BUFFER_SIZE, demand.largest()));
		adapter.start();
		while (!adapter.isListening()) {
			Thread.sleep(1);
		}
		return String.valueOf(adapter.getPort());
	}

	private void handle(Message<?> message) {
		Count current = this.count;
		while (current == null) {
			// It came before there was anybody to count.
			Thread.onSpinWait();
			current = this.count;
		}
		current.add(((byte[]) message.getPayload()).length, String.valueOf(message.getHeaders().get(IpHeaders.PORT)));
	}

	@Override
	public void receive(Tally tally) throws IOException, InterruptedException {
		Count current = new Count(tally);
		this.count = current;
		long seen = 0;
		long silence = 0;
		while (silence < ((seen > 0) ? SILENCE_MILLIS : PATIENCE_MILLIS)) {
			Thread.sleep(POLL_MILLIS);
			long received = current.received.get();
			silence = (received == seen) ? silence + POLL_MILLIS : 0;
			seen = received;
		}
		if (seen < 2) {
			throw new IOException("Nothing came");
		}
		current.conclude();
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	/**
	 * What several threads have received.
	 */
	private static final class Count {

		private final Tally tally;

		private final AtomicLong received = new AtomicLong();

		private final AtomicLong errors = new AtomicLong();

		private volatile long start;

		private volatile long cpuStart;

		private volatile long allocatedStart;

		private volatile long end;

		Count(Tally tally) {
			this.tally = tally;
		}

		void add(int length, String port) {
			if (length != this.tally.size() || !this.tally.sources().contains(port)) {
				this.errors.incrementAndGet();
			}
			if (this.received.incrementAndGet() == 1) {
				this.allocatedStart = allocated();
				this.cpuStart = PROCESS.getProcessCpuTime();
				this.start = System.nanoTime();
			}
			this.end = System.nanoTime();
		}

		void conclude() {
			this.tally.set(this.received.get(), this.errors.get(), this.end - this.start,
					PROCESS.getProcessCpuTime() - this.cpuStart, allocated() - this.allocatedStart);
		}

		private static long allocated() {
			return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
				.filter((bytes) -> bytes > 0)
				.sum();
		}

	}

	/**
	 * The adapter and what it hands messages to.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Adapter {

		@Bean
		DirectChannel received() {
			return new DirectChannel();
		}

		@Bean
		UnicastReceivingChannelAdapter udp(DirectChannel received) {
			UnicastReceivingChannelAdapter adapter = new UnicastReceivingChannelAdapter(0);
			adapter.setOutputChannel(received);
			adapter.setLocalAddress("127.0.0.1");
			adapter.setAutoStartup(false);
			return adapter;
		}

	}

}

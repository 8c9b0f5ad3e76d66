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
package io.github.uxd.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How fast datagrams went some way for some time, and what that took of the processors.
 *
 * @param seconds how long it was looked at
 * @param datagrams how many went through
 * @param cpu how long each process kept a processor busy, {@code null} for one that takes
 * no part
 */
record Figure(double seconds, long datagrams, List<@Nullable Duration> cpu) {

	static final String HEAD = """
			| what | bytes | datagrams/s | MB/s | p50 ms | p99 ms | CPU µs, first half | broker | second half |
			|---|--:|--:|--:|--:|--:|--:|--:|--:|
			""";

	/**
	 * Look at what happens.
	 * @param count tells how many datagrams are through
	 * @param until returns when it was looked at for long enough
	 * @param processes the first half, the broker and the second half; {@code null} for
	 * one that takes no part
	 */
	static Figure of(LongSupplier count, Runnable until, @Nullable ProcessHandle... processes) {
		List<@Nullable Duration> cpuBefore = cpu(processes);
		long before = count.getAsLong();
		long begin = System.nanoTime();
		until.run();
		long datagrams = count.getAsLong() - before;
		double seconds = (System.nanoTime() - begin) / 1e9;
		List<@Nullable Duration> cpu = cpu(processes);
		for (int i = 0; i < processes.length; i++) {
			Duration earlier = cpuBefore.get(i);
			cpu.set(i, (earlier != null) ? cpu.get(i).minus(earlier) : null);
		}
		return new Figure(seconds, datagrams, cpu);
	}

	private static List<@Nullable Duration> cpu(@Nullable ProcessHandle... processes) {
		return new ArrayList<>(Arrays.stream(processes)
			.map((process) -> (process != null) ? process.info().totalCpuDuration().orElseThrow() : null)
			.toList());
	}

	/**
	 * Return a line of the table. It doesn't say how long the datagrams took: as long as
	 * the queues are.
	 * @param what what was done
	 * @param size how many bytes the datagrams have
	 */
	String line(String what, int size) {
		return line(what, size, "– | –");
	}

	/**
	 * Return a line of the table.
	 * @param what what was done
	 * @param size how many bytes the datagrams have
	 * @param nanos how long they took
	 */
	String line(String what, int size, Histogram nanos) {
		return line(what, size,
				format("%.2f | %.2f", nanos.getValueAtPercentile(50) / 1e6, nanos.getValueAtPercentile(99) / 1e6));
	}

	private String line(String what, int size, String latency) {
		double rate = this.datagrams / this.seconds;
		return format("| %s | %,d | %,.0f | %.1f | %s | %s |%n", what, size, rate, rate * size / 1e6, latency,
				this.cpu.stream().map(this::perDatagram).collect(Collectors.joining(" | ")));
	}

	private String perDatagram(@Nullable Duration time) {
		return (time != null) ? format("%.0f", time.toNanos() / 1e3 / this.datagrams) : "–";
	}

	private static String format(String format, Object... values) {
		return String.format(Locale.ROOT, format, values);
	}

}

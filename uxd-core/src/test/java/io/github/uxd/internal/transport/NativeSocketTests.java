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
package io.github.uxd.internal.transport;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.uxd.OpenSockets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NativeSocket}, in a process of their own whose memory can be used up.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class NativeSocketTests {

	@Test
	void whereNoMemoryIsLeftNoDescriptorStaysOpen() throws Exception {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=" + Main.MEMORY, "-cp",
				System.getProperty("java.class.path")));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		command.add(Main.class.getName());
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output.lines()).containsExactly("failed 2 times, 0 left open", "closed");
	}

	static final class Main {

		static final int MEMORY = 1 << 20;

		private static final int TRIES = 2;

		private Main() {
		}

		public static void main(String[] args) throws Exception {
			NativeSocket first = NativeSocket.open();
			int used = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
				.stream()
				.filter((pool) -> pool.getName().equals("direct"))
				.mapToInt((pool) -> (int) pool.getTotalCapacity())
				.sum();
			ByteBuffer rest = ByteBuffer.allocateDirect(MEMORY - used);
			long before = OpenSockets.count();
			int failed = 0;
			for (int i = 0; i < TRIES; i++) {
				try {
					NativeSocket.open();
				}
				catch (OutOfMemoryError ex) {
					failed++;
				}
			}
			System.out.println("failed " + failed + " times, " + (OpenSockets.count() - before) + " left open");
			// That needs none.
			first.close();
			System.out.println((OpenSockets.count() == before - 1 && rest.isDirect()) ? "closed" : "not closed");
		}

	}

}

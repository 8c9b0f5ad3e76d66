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

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.uxd.Peer;
import io.github.uxd.TransportType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the way into the kernel has the JVM load, in a process of its own that has loaded
 * nothing yet.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
@EnabledForJreRange(min = JRE.JAVA_22)
class ForeignKernelTests {

	@TempDir
	private Path directory;

	@Test
	void toOpenAPeerOneHandleIsEnough() throws Exception {
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-verbose:class",
				"-cp", System.getProperty("java.class.path"), Main.class.getName(),
				this.directory.resolve("peer").toString())
			.redirectErrorStream(true)
			.start();
		List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.toList();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(output).contains("open: true").anyMatch((line) -> line.contains(".ForeignKernel "));
		assertThat(output).as("what sends payloads, or looks memory up by the names of a layout")
			.noneMatch((line) -> line.contains("ForeignKernel$WithMemory") || line.contains("foreign.LayoutPath ")
					|| line.contains("invoke.SegmentVarHandle "));
	}

	static final class Main {

		private Main() {
		}

		public static void main(String[] args) throws Exception {
			try (Peer peer = Peer.builder().path(Path.of(args[0])).transport(TransportType.NATIVE).build()) {
				peer.open();
				System.out.println("open: " + peer.isOpen());
			}
		}

	}

}

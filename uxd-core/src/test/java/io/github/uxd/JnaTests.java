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
package io.github.uxd;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where JNA can't be had the native transport says why, and what it takes; a peer that
 * may be on any is on junixsocket, and says so once.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class JnaTests {

	@TempDir
	Path directory;

	@Test
	void withoutItTheDependencyIsNamed() throws Exception {
		assertThat(open(TransportType.NATIVE, false)).contains("UNSUPPORTED", "net.java.dev.jna:jna")
			.doesNotContain("opened");
		assertThat(open(TransportType.AUTO, false)).containsOnlyOnce("net.java.dev.jna:jna")
			.containsOnlyOnce("INFO")
			.containsOnlyOnce("JUNIXSOCKET")
			.doesNotContain("Exception");
	}

	@Test
	void withItThePeerIsNativeAndNothingIsSaid() throws Exception {
		assertThat(open(TransportType.AUTO, true)).contains("NATIVE").doesNotContain("INFO");
	}

	@Test
	void whereItCanNotUnpackItsLibraryThatIsSaid() throws Exception {
		assertThat(open(TransportType.NATIVE, true, "-Djna.nounpack=true")).contains("UNSUPPORTED", "JNA", "noexec",
				"jna.tmpdir", "jna.boot.library.path");
		assertThat(open(TransportType.AUTO, true, "-Djna.nounpack=true")).containsOnlyOnce("jna.tmpdir")
			.containsOnlyOnce("INFO")
			.containsOnlyOnce("JUNIXSOCKET");
	}

	@Test
	void withoutAWayIntoTheKernelNobodyMayAskWhoSends() throws Exception {
		assertThat(open(TransportType.AUTO, false, "-Dcredentials=true"))
			.contains("UNSUPPORTED", "Only the native transport", "net.java.dev.jna:jna")
			.doesNotContain("INFO");
	}

	private String open(TransportType transport, boolean jna, String... options) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.github.uxd.kernel=jna",
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
		command.addAll(Arrays.asList(options));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> jna || !Path.of(entry).getFileName().toString().startsWith("jna-"))
			.collect(Collectors.joining(File.pathSeparator));
		command.addAll(List.of("-cp", classPath, Main.class.getName(), this.directory.toString(), transport.name()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return output;
	}

	static final class Main {

		private Main() {
		}

		public static void main(String[] args) {
			for (String name : List.of("one", "two")) {
				PeerBuilder builder = Peer.builder()
					.path(Path.of(args[0], name))
					.transport(TransportType.valueOf(args[1]))
					.umask(Umask.of("077"))
					.senderCredentials(Boolean.getBoolean("credentials"));
				try (Peer peer = builder.build()) {
					peer.open();
					System.out.println(name.equals("one") ? peer.transport() : "opened");
				}
				catch (UxdException ex) {
					System.out.println(
							(ex instanceof PeerOpenException failed) ? failed.reason() + ": " + ex.getMessage() : ex);
				}
			}
		}

	}

}

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
	@EnabledForJreRange(min = JRE.JAVA_22)
	void aBuildOfAnOlderJdkNamesANewerOneToo() throws Exception {
		List<String> classPath = classPath(false).stream().map(this::withoutForeign).toList();
		assertThat(run(new String[0], classPath, TransportType.AUTO, "-Dio.github.uxd.kernel="))
			.containsOnlyOnce("needs the dependency net.java.dev.jna:jna, or a build on JDK 22 or newer.")
			.containsOnlyOnce("JUNIXSOCKET");
	}

	/**
	 * Return an entry of a class path as an older JDK would have made it.
	 */
	private String withoutForeign(String entry) {
		Path source = Path.of(entry);
		Path target = this.directory.resolve("old");
		if (!Files.exists(source.resolve("io/github/uxd/internal/transport/Kernels.class"))) {
			return entry;
		}
		try (Stream<Path> files = Files.walk(source)) {
			for (Path file : files.filter((path) -> !path.toString().contains("/ForeignKernel")).toList()) {
				Files.copy(file, target.resolve(source.relativize(file).toString()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return target.toString();
	}

	@Test
	void withItThePeerIsNativeAndNothingIsSaid() throws Exception {
		assertThat(open(TransportType.AUTO, true)).contains("NATIVE").doesNotContain("INFO");
	}

	@Test
	void whereNothingThatItUnpacksMayBeExecutedThatIsSaid() throws Exception {
		String mount = "mount -t tmpfs -o noexec tmpfs " + Files.createDirectory(this.directory.resolve("noexec"));
		String[] inside = { "unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount + " && exec \"$@\"",
				"sh" };
		assumeTrue(
				Programs.start(new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount))
					.waitFor() == 0,
				"may mount in a user namespace");
		String[] options = { "-Duser.home=" + this.directory.resolve("noexec"),
				"-Djava.io.tmpdir=" + this.directory.resolve("noexec") };
		List<String> classPath = classPath(true);
		assertThat(run(inside, classPath, TransportType.NATIVE, options)).contains("UNSUPPORTED", "JNA", "noexec",
				"jna.tmpdir", "jna.boot.library.path");
		assertThat(run(inside, classPath, TransportType.AUTO, options)).containsOnlyOnce("jna.tmpdir")
			.containsOnlyOnce("INFO")
			.containsOnlyOnce("JUNIXSOCKET");
	}

	@Test
	void whereItMayNotUnpackItsLibraryThatIsSaid() throws Exception {
		assertThat(open(TransportType.NATIVE, true, "-Djna.nounpack=true", "-Djna.nosys=true"))
			.contains("UNSUPPORTED", "jna.nounpack", "jna.boot.library.path")
			.doesNotContain("noexec", "jna.tmpdir");
	}

	@Test
	void whereAnotherVersionIsInTheWayThatIsSaid() throws Exception {
		Path other = Files.createDirectories(this.directory.resolve("other/com/sun/jna"));
		Path source = Files.writeString(other.resolve("Native.java"), "package com.sun.jna; public class Native {}");
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString())).isZero();
		List<String> classPath = new ArrayList<>(classPath(true));
		classPath.add(0, this.directory.resolve("other").toString());
		assertThat(run(new String[0], classPath, TransportType.NATIVE))
			.contains("UNSUPPORTED", "another version", "java.lang.NoSuch")
			.doesNotContain("noexec");
		assertThat(run(new String[0], classPath, TransportType.AUTO)).containsOnlyOnce("another version")
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
		return run(new String[0], classPath(jna), transport, options);
	}

	private static List<String> classPath(boolean jna) {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> jna || !Path.of(entry).getFileName().toString().startsWith("jna-"))
			.toList();
	}

	private String run(String[] inside, List<String> classPath, TransportType transport, String... options)
			throws Exception {
		List<String> command = new ArrayList<>(List.of(inside));
		command.add(ProcessHandle.current().info().command().orElse("java"));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dio.github.uxd.kernel=jna",
				"-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));
		command.addAll(Arrays.asList(options));
		if (Runtime.version().feature() >= 22) {
			command.add("--enable-native-access=ALL-UNNAMED");
		}
		// In a private directory, of which there is no warning.
		Path sockets = this.directory.resolve("sockets");
		command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), Main.class.getName(),
				sockets.toString(), transport.name()));
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

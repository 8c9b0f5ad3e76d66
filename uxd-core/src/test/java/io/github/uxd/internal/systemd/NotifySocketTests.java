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
package io.github.uxd.internal.systemd;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.uxd.Programs;
import io.github.uxd.internal.systemd.NotifyReceiver.Message;
import io.github.uxd.internal.transport.DatagramTransport;
import io.github.uxd.internal.transport.SocketSettings;
import io.github.uxd.internal.transport.TransportProvider;
import io.github.uxd.internal.transport.TransportProviders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link NotifySocket}, on each transport that there must be here.
 */
@ParameterizedClass
@MethodSource("transports")
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class NotifySocketTests {

	private static final long OWN_PID = ProcessHandle.current().pid();

	@Parameter
	TransportProvider transport;

	@TempDir
	Path directory;

	private NotifySocket socket;

	static Stream<TransportProvider> transports() {
		return Stream.of(TransportProviders.ofNative(), TransportProviders.junixsocket());
	}

	@AfterEach
	void close() {
		if (this.socket != null) {
			this.socket.close();
		}
	}

	private boolean send(String address, String message) throws IOException {
		if (this.socket == null) {
			this.socket = new NotifySocket(address, List.of(this.transport));
		}
		return this.socket.send(message);
	}

	enum Kind {

		PATH, ABSTRACT

	}

	private String address(Kind kind) {
		return (kind == Kind.PATH) ? this.directory.resolve("notify").toString() : "@uxd-test/" + UUID.randomUUID();
	}

	@ParameterizedTest
	@EnumSource
	void whatArrivesIsTheTextFromASocketWithoutAName(Kind kind) throws Exception {
		String address = address(kind);
		try (NotifyReceiver systemd = new NotifyReceiver(address)) {
			assertThat(send(address, "READY=1\nSTATUS=gr\u00fc\u00df dich")).isTrue();
			assertThat(send(address, "WATCHDOG=1")).isTrue();
			assertThat(systemd.next()).isEqualTo(new Message(OWN_PID, false, "READY=1\nSTATUS=gr\u00fc\u00df dich"));
			assertThat(systemd.next()).isEqualTo(new Message(OWN_PID, false, "WATCHDOG=1"));
		}
	}

	@ParameterizedTest
	@EnumSource
	void itIsWhatSystemdNotifySends(Kind kind) throws Exception {
		String address = address(kind);
		try (NotifyReceiver systemd = new NotifyReceiver(address)) {
			ProcessBuilder builder = new ProcessBuilder("systemd-notify", "--no-block", "--ready",
					"--status=receiving: main");
			builder.environment().put("NOTIFY_SOCKET", address);
			Process program = Programs.start(builder);
			Message oracle = systemd.next();
			assertThat(program.waitFor()).isZero();
			send(address, "READY=1\nSTATUS=receiving: main");
			Message ours = systemd.next();
			assertThat(ours.text()).isEqualTo(oracle.text());
			assertThat(ours.bound()).isEqualTo(oracle.bound());
		}
	}

	@Test
	void aMessageForWhichThereIsNoRoomIsNotSentAndNotWaitedFor() throws Exception {
		String address = address(Kind.PATH);
		try (NotifyReceiver systemd = new NotifyReceiver(address)) {
			int sent = 0;
			while (sent < 100_000 && send(address, "STATUS=" + sent)) {
				sent++;
			}
			assertThat(sent).isBetween(1, 99_999);
			for (int i = 0; i < sent; i++) {
				assertThat(systemd.next().text()).isEqualTo("STATUS=" + i);
			}
			assertThat(send(address, "READY=1")).isTrue();
			assertThat(systemd.next().text()).isEqualTo("READY=1");
		}
	}

	@Test
	void aSocketThatIsMissingIsFoundWhenItIsThere() throws Exception {
		String address = address(Kind.PATH);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(address, "READY=1"));
		}
		Files.createFile(Path.of(address));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(address, "READY=1"));
		Files.delete(Path.of(address));
		try (NotifyReceiver systemd = new NotifyReceiver(address)) {
			assertThat(send(address, "READY=1")).isTrue();
			assertThat(systemd.next()).isEqualTo(new Message(OWN_PID, false, "READY=1"));
		}
	}

	@Test
	void theSocketIsOpenedOnceAndLeavesNothingBehind() throws Exception {
		assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "has /proc");
		String address = address(Kind.PATH);
		try (NotifyReceiver systemd = new NotifyReceiver(address)) {
			long before = descriptors();
			send(address, "READY=1");
			long open = descriptors();
			for (int i = 0; i < 5; i++) {
				send(address, "WATCHDOG=1");
			}
			assertThat(descriptors()).isEqualTo(open);
			this.socket.close();
			this.socket.close();
			assertThat(descriptors()).isEqualTo(before);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> send(address, "WATCHDOG=1"));
			assertThat(systemd.next().text()).isEqualTo("READY=1");
		}
	}

	@Test
	void aSocketWhoseDestinationIsNotFoundIsClosedAgain() throws Exception {
		assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "has /proc");
		TransportProvider failing = delegate(TransportProvider.class, this.transport, "open", (arguments) -> {
			DatagramTransport opened = this.transport.open((SocketSettings) arguments[0]);
			return delegate(DatagramTransport.class, opened, "resolve", (name) -> {
				throw new IOException("as asked");
			});
		});
		this.socket = new NotifySocket(address(Kind.PATH), List.of(failing));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.socket.send("READY=1"));
		long before = descriptors();
		for (int i = 0; i < 5; i++) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.socket.send("READY=1"))
				.withMessage("as asked");
		}
		assertThat(descriptors()).isEqualTo(before);
	}

	private static <T> T delegate(Class<T> type, T target, String method, Call call) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, called, arguments) -> called.getName().equals(method) ? call.with(arguments)
						: called.invoke(target, arguments)));
	}

	interface Call {

		Object with(Object[] arguments) throws IOException;

	}

	private static long descriptors() throws IOException {
		try (Stream<Path> list = Files.list(Path.of("/proc/self/fd"))) {
			return list.count();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "vsock:2:1234", "run/systemd/notify", "@", "", " /run/systemd/notify" })
	void otherAddressesAreRefusedByName(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> new NotifySocket(address))
			.withMessageStartingWith("\"" + address + "\" is neither");
	}

	@Test
	void addressesMayBeAsLongAsTheKernelsField() throws Exception {
		assertThatIllegalArgumentException().isThrownBy(() -> new NotifySocket("/" + "x".repeat(107)))
			.withMessageContaining("has 108 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> new NotifySocket("@" + "x".repeat(108)));
		String longest = "@" + ("uxd" + UUID.randomUUID() + "x".repeat(107)).substring(0, 107);
		try (NotifyReceiver systemd = new NotifyReceiver(longest)) {
			send(longest, "READY=1");
			assertThat(systemd.next().text()).isEqualTo("READY=1");
		}
	}

	@Test
	void messagesMayBeAsLongAsSystemdReads() throws Exception {
		String address = address(Kind.PATH);
		try (NotifyReceiver systemd = new NotifyReceiver(address)) {
			String longest = "STATUS=" + "x".repeat(4089);
			assertThat(send(address, longest)).isTrue();
			assertThat(systemd.next().text()).isEqualTo(longest);
			assertThatIllegalArgumentException().isThrownBy(() -> send(address, longest + "x"));
		}
	}

}

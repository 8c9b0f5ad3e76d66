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
package io.github.uxd.internal.spring.systemd;

import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.internal.spring.systemd.NotifySender.Subject;
import io.github.uxd.internal.systemd.NotifySocket;
import io.github.uxd.spring.TestSockets;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NotifySender}.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
class NotifySenderTests {

	private static final String COMPLAINT = "systemd can't be told";

	@TempDir
	Path directory;

	private NotifySender sender;

	@AfterEach
	void close() {
		this.sender.close();
		TestSockets.awaitNoPollerThreads();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10));
	}

	private String address() {
		return this.directory.resolve("notify").toString();
	}

	private void create() {
		this.sender = new NotifySender(new NotifySocket(address()));
	}

	private void say(Subject subject, String message) {
		this.sender.execute(() -> this.sender.say(subject, message));
	}

	private static int fill(NotifySocket socket) throws Exception {
		int sent = 0;
		while (socket.send("STATUS=other")) {
			sent++;
		}
		return sent;
	}

	@Test
	void whatIsSaidGoesAtOnceAndInOrder() throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			create();
			for (int i = 0; i < 5; i++) {
				String status = "STATUS=" + i;
				say(Subject.STATUS, status);
				systemd.await(status);
			}
			this.sender.execute(() -> {
				this.sender.say(Subject.WATCHDOG, "WATCHDOG=1");
				this.sender.say(Subject.STATUS, "STATUS=well");
				this.sender.say(Subject.STATE, "READY=1");
			});
			systemd.await("READY=1");
			assertThat(systemd.said()).containsExactly("STATUS=0", "STATUS=1", "STATUS=2", "STATUS=3", "STATUS=4",
					"READY=1\nSTATUS=well\nWATCHDOG=1");
		}
	}

	@Test
	void ofEachSubjectTheLatestIsKeptHoweverLongThereIsNoRoom(CapturedOutput output) throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address(), false);
				NotifySocket other = new NotifySocket(address())) {
			int others = fill(other);
			create();
			say(Subject.STATE, "READY=1");
			say(Subject.WATCHDOG, "WATCHDOG=1");
			say(Subject.EXTENSION, "EXTEND_TIMEOUT_USEC=5000000");
			for (int i = 0; i < 1000; i++) {
				say(Subject.STATUS, "STATUS=" + i);
			}
			await().until(() -> output.getOut().contains(COMPLAINT));
			assertThat(TestSockets.threads()).hasSize(1);
			// It is well no longer.
			say(Subject.WATCHDOG, null);
			systemd.read();
			systemd.await("READY=1");
			assertThat(systemd.said().subList(others, systemd.said().size()))
				.containsExactly("READY=1\nSTATUS=999\nEXTEND_TIMEOUT_USEC=5000000");
			say(Subject.STATE, "STOPPING=1");
			systemd.await("STOPPING=1");
		}
		assertThat(output.getOut().split(COMPLAINT, -1)).hasSize(2);
	}

	@Test
	void aSocketThatIsMissingIsToldOfOnceAndAgainAfterASuccess(CapturedOutput output) throws Exception {
		create();
		say(Subject.STATE, "READY=1");
		await().until(() -> output.getOut().contains(COMPLAINT));
		assertThat(output.getOut()).contains(address());
		say(Subject.STATUS, "STATUS=1");
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			assertThat(systemd.await("READY=1").text()).isEqualTo("READY=1\nSTATUS=1");
		}
		assertThat(output.getOut().split(COMPLAINT, -1)).hasSize(2);
		// The file is there, but nobody listens.
		say(Subject.STATUS, "STATUS=2");
		await().until(() -> output.getOut().split(COMPLAINT, -1).length == 3);
		endsAtOnce();
	}

	/**
	 * Whoever could not be told for longer than the end would wait isn't waited for.
	 */
	private void endsAtOnce() {
		say(Subject.STATE, "STOPPING=1");
		long start = System.nanoTime();
		this.sender.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
	}

	@Test
	void aSocketThatComesInTimeGetsWhatWasSaidBefore(CapturedOutput output) throws Exception {
		create();
		say(Subject.STATE, "READY=1");
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			systemd.await("READY=1");
		}
		assertThat(output).doesNotContain(COMPLAINT);
	}

	@Test
	void theEndSendsWhatIsLeft() throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			create();
			say(Subject.STATUS, "STATUS=left");
			this.sender.close();
			systemd.await("STATUS=left");
			say(Subject.STATUS, "STATUS=late");
			this.sender.close();
			assertThat(systemd.said()).containsExactly("STATUS=left");
		}
	}

	@Test
	void theEndTriesOnceMoreWhatCouldNotBeSent(CapturedOutput output) throws Exception {
		create();
		say(Subject.STATE, "READY=1");
		await().until(() -> output.getOut().contains(COMPLAINT));
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			say(Subject.STATE, "STOPPING=1");
			this.sender.close();
			systemd.await("STOPPING=1");
		}
	}

	@Test
	void theEndWaitsForRoomButOnlyAWhile(CapturedOutput output) {
		create();
		say(Subject.STATUS, "STATUS=nobody");
		this.sender.close();
		assertThat(output.getOut().split(COMPLAINT, -1)).hasSize(2);
	}

	@Test
	void whatATaskThrowsIsLoggedAndTheThreadGoesOn(CapturedOutput output) throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			create();
			this.sender.execute(() -> {
				throw new NoClassDefFoundError("as asked");
			});
			say(Subject.STATE, "READY=1");
			systemd.await("READY=1");
		}
		assertThat(output).contains(COMPLAINT).contains("as asked");
	}

}

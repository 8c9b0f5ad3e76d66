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
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.internal.systemd.NotifySocket;
import io.github.uxd.spring.TestSockets;
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
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link NotifyQueue}.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class NotifyQueueTests {

	private static final String COMPLAINT = "systemd can't be told";

	@TempDir
	Path directory;

	private NotifyQueue queue;

	@AfterEach
	void close() {
		this.queue.close();
		TestSockets.awaitNoPollerThreads();
	}

	private String address() {
		return this.directory.resolve("notify").toString();
	}

	private NotifyQueue create() {
		this.queue = new NotifyQueue(new NotifySocket(address()));
		return this.queue;
	}

	@Test
	void whatIsSentComesInOrderOnceThereIsRoom(CapturedOutput output) throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address(), false);
				NotifySocket other = new NotifySocket(address())) {
			int others = 0;
			while (other.send("STATUS=other")) {
				others++;
			}
			create();
			List<String> sent = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				sent.add("STATUS=" + i);
				this.queue.send("STATUS=" + i);
			}
			systemd.read();
			int all = others + sent.size();
			await().until(() -> systemd.messages().size() == all);
			assertThat(systemd.said().subList(others, all)).isEqualTo(sent);
		}
		assertThat(output).doesNotContain(COMPLAINT);
	}

	@Test
	void aQueueThatStaysFullIsToldOfOnceAndCostsNobodyAnything(CapturedOutput output) throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address(), false);
				NotifySocket other = new NotifySocket(address())) {
			int others = 0;
			while (other.send("STATUS=other")) {
				others++;
			}
			create();
			for (int i = 0; i < 1000; i++) {
				this.queue.send("STATUS=" + i);
			}
			await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains(COMPLAINT));
			assertThat(TestSockets.threads()).hasSize(1);
			systemd.read();
			int before = others;
			await().until(() -> systemd.messages().size() > before);
			this.queue.send("READY=1");
			systemd.await("READY=1");
		}
		assertThat(output.getOut().split(COMPLAINT, -1)).hasSize(2);
	}

	@Test
	void aSocketThatIsMissingIsToldOfOnceAndAgainAfterASuccess(CapturedOutput output) throws Exception {
		create();
		this.queue.send("STATUS=1");
		this.queue.send("STATUS=2");
		await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains(COMPLAINT));
		assertThat(output.getOut()).contains(address());
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			this.queue.send("STATUS=3");
			systemd.await("STATUS=3");
		}
		assertThat(output.getOut().split(COMPLAINT, -1)).hasSize(2);
		// The file is there, but nobody listens.
		this.queue.send("STATUS=4");
		await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().split(COMPLAINT, -1).length == 3);
	}

	@Test
	void aSocketThatComesInTimeGetsWhatWasSentBefore(CapturedOutput output) throws Exception {
		create();
		this.queue.send("READY=1");
		this.queue.send("STATUS=well");
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			systemd.await("STATUS=well");
			assertThat(systemd.said()).containsExactly("READY=1", "STATUS=well");
		}
		assertThat(output).doesNotContain(COMPLAINT);
	}

	@Test
	void theEndSendsWhatIsLeftAndWaitsOnlyAWhile() throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			create();
			for (int i = 0; i < 100; i++) {
				this.queue.send("STATUS=" + i);
			}
			this.queue.close();
			await().until(() -> systemd.messages().size() == 100);
			this.queue.send("STATUS=late");
			this.queue.close();
		}
		create();
		this.queue.send("STATUS=nobody");
		long start = System.nanoTime();
		this.queue.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
	}

	@Test
	void whatATaskThrowsIsLoggedAndTheThreadGoesOn(CapturedOutput output) throws Exception {
		try (FakeSystemd systemd = new FakeSystemd(address())) {
			create();
			this.queue.execute(() -> {
				throw new NoClassDefFoundError("as asked");
			});
			this.queue.send("READY=1");
			systemd.await("READY=1");
		}
		assertThat(output).contains(COMPLAINT).contains("as asked");
	}

}

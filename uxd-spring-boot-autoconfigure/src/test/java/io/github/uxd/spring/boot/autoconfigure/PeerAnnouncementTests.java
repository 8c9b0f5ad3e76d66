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
package io.github.uxd.spring.boot.autoconfigure;

import java.nio.file.Path;

import io.github.uxd.internal.io.KernelSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The first thing to look for in the log.
 */
@ExtendWith(OutputCaptureExtension.class)
class PeerAnnouncementTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(UxdAutoConfiguration.class));

	@Test
	void eachPeerSaysOnceWhereItListens(@TempDir Path directory, CapturedOutput output) {
		this.application
			.withPropertyValues("uxd.name=main", "uxd.umask=0077", "uxd.path=" + directory.resolve("main.sock"),
					"uxd.peers.other.path=" + directory.resolve("o\u0007ther.sock"), "uxd.peers.other.umask=0007")
			.run((context) -> assertThat(output.toString().lines().filter((line) -> line.contains(" listens at ")))
				.satisfiesExactlyInAnyOrder(
						(line) -> assertThat(line).contains("Peer 'main' listens at " + directory + "/main.sock (")
							.containsPattern("\\((native|junixsocket), mode 0700, queue "
									+ KernelSetting.QUEUE_LENGTH.read() + "\\)"),
						(line) -> assertThat(line).contains("Peer 'other' listens at " + directory)
							.contains("o\\u0007ther.sock", "mode 0770")));
	}

	/**
	 * What the kernel has is not ours to choose in a test: either it is short, or not.
	 */
	@Test
	void aShortQueueIsToldOnceWithTheRemedy(@TempDir Path directory, CapturedOutput output) throws Exception {
		long length = KernelSetting.QUEUE_LENGTH.read();
		this.application
			.withPropertyValues("uxd.name=main", "uxd.path=" + directory.resolve("main.sock"),
					"uxd.peers.other.path=" + directory.resolve("other.sock"))
			.run((context) -> {
				context.publishEvent(new ContextRefreshedEvent(context));
				assertThat(output.toString().lines().filter((line) -> line.contains("net.unix.max_dgram_qlen=512")))
					.hasSize((length < 128) ? 1 : 0)
					.allSatisfy((line) -> assertThat(line).contains("room for " + (length + 1) + " datagrams",
							"peers ['main', 'other']"));
			});
	}

	@Test
	void whereNoPeerIsOpenNoQueueIsShort(CapturedOutput output) {
		this.application.withPropertyValues("uxd.enabled=false")
			.run((context) -> assertThat(output).doesNotContain("max_dgram_qlen"));
	}

}

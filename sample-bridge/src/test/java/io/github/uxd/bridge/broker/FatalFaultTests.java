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
package io.github.uxd.bridge.broker;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a broker does in this JVM that would halt one of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class FatalFaultTests {

	private final AtomicInteger ends = new AtomicInteger();

	@AfterEach
	void reset() {
		FatalFault.reset();
	}

	@Test
	void endsTheApplicationOnceAndSaysWhy(CapturedOutput output) {
		FatalFault.endsWith(this.ends::incrementAndGet);
		Exit.halt(1, "All log directories have failed");
		Exit.exit(1);
		await().until(() -> this.ends.get() == 1);
		assertThat(output.toString().split("can't go on", -1)).hasSize(2);
		assertThat(output).contains("All log directories have failed");
	}

}

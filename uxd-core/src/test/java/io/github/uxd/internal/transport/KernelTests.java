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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way into the kernel that is asked for, or else that of this JDK.
 */
@Tag("kernel")
@EnabledOnOs(OS.LINUX)
class KernelTests {

	@Test
	void isTheOneThatWasAskedFor() {
		boolean foreign = Runtime.version().feature() >= 22 && System.getProperty("io.github.uxd.kernel") == null;
		assertThat(Kernels.KERNEL.unavailableReason()).isNull();
		assertThat(Kernels.KERNEL.getClass().getSimpleName()).isEqualTo(foreign ? "ForeignKernel" : "JnaKernel");
	}

	@Test
	void eachThreadIsToldTheErrorOfItsOwnCall() throws Exception {
		int threads = 4;
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CountDownLatch start = new CountDownLatch(threads);
		List<Future<Integer>> wrong = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			boolean odd = i % 2 != 0;
			wrong.add(executor.submit(() -> {
				start.countDown();
				start.await();
				int count = 0;
				for (int j = 0; j < 20_000; j++) {
					// No such descriptor, or else no such address.
					int result = odd ? SystemCall.CLOSE.call(-1) : SystemCall.OPEN.call(-100, 1);
					if (result != (odd ? -LinuxErrors.EBADF : -14)) {
						count++;
					}
				}
				return count;
			}));
		}
		for (Future<Integer> count : wrong) {
			assertThat(count.get(60, TimeUnit.SECONDS)).isZero();
		}
		executor.shutdown();
	}

	@Test
	void whatSucceedsAfterAnErrorIsNoError() {
		assertThat(SystemCall.CLOSE.call(-1)).isEqualTo(-LinuxErrors.EBADF);
		assertThat(SystemCall.PPOLL.call(0, 0, new KernelMemory(16).address())).isZero();
	}

	@Test
	void anErrorIsDescribedAsTheLibraryDoes() {
		assertThat(LinuxErrors.failure("open", LinuxErrors.EACCES)).hasMessageEndingWith(" (errno 13)")
			.hasMessageMatching("open failed: \\p{L}.+ \\(errno 13\\)");
	}

}

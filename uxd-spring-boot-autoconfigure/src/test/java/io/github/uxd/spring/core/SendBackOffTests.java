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
package io.github.uxd.spring.core;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SendBackOffTests {

	private final SendBackOff backOff = new SendBackOff();

	@Test
	void oneIsTriedEveryFiveMilliseconds() {
		assertThat(this.backOff.next()).isEqualTo(20_000);
		assertThat(longest(1)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
		this.backOff.reset();
		assertThat(this.backOff.next()).isEqualTo(20_000);
	}

	@Test
	void anyNumberIsTriedNoMoreOftenThanTenThousandTimesASecond() {
		assertThat(longest(50)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
		assertThat(longest(7000)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(700));
		assertThat(longest(1)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
	}

	private long longest(int waiting) {
		long nanos = 0;
		for (int i = 0; i < 20; i++) {
			nanos = this.backOff.next(waiting);
		}
		return nanos;
	}

}

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

package io.github.uxd.spring.core;

import java.util.Random;

import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadersTests {

	private static final int SIZE = 100;

	private static final UxdAddress GOOD = UxdAddress.of("/good");

	private static final UxdAddress SILENT = UxdAddress.of("/silent");

	private static final UxdAddress NEW = UxdAddress.of("/new");

	private final Readers readers = new Readers();

	private int used;

	private long now;

	@Test
	void whoDoesNotReadGetsHalfOfTheBuffer() {
		for (int i = 0; i < 5; i++) {
			assertThat(send(SILENT, 10)).isTrue();
		}
		assertThat(send(SILENT, 10)).isFalse();
		assertThat(this.used).isEqualTo(50);
	}

	@Test
	void whoIsNotKnownGetsThreeQuarters() {
		this.used = 70;
		assertThat(send(NEW, 5)).isTrue();
		assertThat(send(NEW, 5)).isFalse();
		assertThat(send(UxdAddress.of("/newer"), 5)).isFalse();
	}

	@Test
	void whoHasReadBeforeGetsAllOfIt() {
		send(GOOD, 10);
		read(10);
		this.used = 90;
		for (int i = 0; i < 10; i++) {
			assertThat(send(GOOD, 9)).isTrue();
			read(9);
		}
	}

	@Test
	void whoReadsNoMoreIsSentFewMore() {
		for (int i = 0; i < 100; i++) {
			send(GOOD, 10);
			read(10);
		}
		this.used = 80;
		int sent = 0;
		while (send(GOOD, 1)) {
			sent++;
		}
		assertThat(sent).isEqualTo(9);
	}

	@Test
	void whoReadsIsSentOnWhateverIsPutDownToOthers() {
		for (int i = 0; i < 10; i++) {
			send(GOOD, 1);
			read(1);
		}
		Random random = new Random(1);
		for (int i = 0; i < 10_000; i++) {
			assertThat(send(GOOD, 1)).isTrue();
			if (random.nextInt(3) == 0) {
				// Sent before the good one reads, whose reading is put down to it.
				send(UxdAddress.of("/silent" + random.nextInt(10)), 1);
			}
			read(1);
		}
		assertThat(this.used).isLessThan(80);
	}

	@Test
	void allIsForgottenThatWasReadWhenTheBufferIsEmpty() {
		send(SILENT, 60);
		read(60);
		this.used = 80;
		assertThat(send(SILENT, 1)).isTrue();
	}

	private boolean send(UxdAddress destination, int bytes) {
		this.readers.observe(this.used, this.now);
		if (!this.readers.mayBeSent(destination, this.used, SIZE)) {
			return false;
		}
		this.readers.sent(destination, this.used, this.now);
		this.used += bytes;
		return true;
	}

	private void read(int bytes) {
		this.now += Readers.TIME_TO_READ / 100;
		this.used -= bytes;
		this.readers.observe(this.used, this.now);
	}

}

package io.github.uxd.spring.core;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RequesterTests {

	private final WaitingBytes waiting = new WaitingBytes(1_000_000);

	private final Peer peer = Peer.builder().build();

	private final Requester requester = new Requester(this.peer, (task) -> {
		throw new OutOfMemoryError("unable to create native thread, as asked");
	}, 10, this.waiting);

	@Test
	void whatNoThreadCanBeHadForFailsAndHoldsNothing() {
		CompletableFuture<Datagram> answer = this.requester.askAsync(new byte[1000], UxdAddress.of(Path.of("/nobody")),
				Deadline.in(Duration.ofSeconds(30)));
		assertThat(answer).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(UxdSendException.class)
			.withMessageContaining("no thread can be had")
			.withCauseInstanceOf(OutOfMemoryError.class);
		assertThat(this.waiting.used()).isZero();
		assertThat(this.requester.pending()).isEmpty();
		assertThat(this.peer.statistics().sendRefused()).isOne();
		this.requester.close();
	}

}

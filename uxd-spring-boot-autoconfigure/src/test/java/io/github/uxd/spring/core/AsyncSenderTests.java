package io.github.uxd.spring.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.TestSockets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class AsyncSenderTests {

	private static final UxdAddress FULL = UxdAddress.of("/full");

	private final List<String> sent = new CopyOnWriteArrayList<>();

	private final AtomicBoolean full = new AtomicBoolean(true);

	private final AtomicBoolean noThreads = new AtomicBoolean(true);

	private final AsyncSender sender = new AsyncSender(new DatagramSender(Peer.builder().build(), () -> false) {

		@Override
		boolean trySend(java.nio.ByteBuffer payload, UxdAddress destination) {
			if (AsyncSenderTests.this.full.get()) {
				return false;
			}
			AsyncSenderTests.this.sent.add(new String(payload.array()));
			return true;
		}

	}, (task) -> new Thread(task, "uxd-send-tested") {

		@Override
		public void start() {
			if (AsyncSenderTests.this.noThreads.get()) {
				throw new OutOfMemoryError("unable to create native thread, as asked");
			}
			super.start();
		}

	}, 10, new WaitingBytes(1_000_000));

	@Test
	void whatNoThreadCanBeHadForFailsAndIsNeverSent() {
		CompletableFuture<Void> refused = send("refused");
		assertThatExceptionOfType(UxdSendException.class).isThrownBy(() -> {
			try {
				refused.join();
			}
			catch (java.util.concurrent.CompletionException ex) {
				throw ex.getCause();
			}
		}).withMessageContaining("no thread can be had").withCauseInstanceOf(OutOfMemoryError.class);
		assertThat(this.sender.pending()).isEmpty();
		this.noThreads.set(false);
		CompletableFuture<Void> accepted = send("accepted");
		this.full.set(false);
		accepted.join();
		assertThat(this.sent).containsExactly("accepted");
		this.sender.close();
		TestSockets.awaitNoPollerThreads();
	}

	private CompletableFuture<Void> send(String payload) {
		return this.sender.send(payload.getBytes(), FULL, Deadline.in(Duration.ofSeconds(30)));
	}

}

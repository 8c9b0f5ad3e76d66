package io.github.uxd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeerDoerTests {

	@TempDir
	Path directory;

	private final List<String> handled = new ArrayList<>();

	private PeerDoer doer;

	@AfterEach
	void exit() {
		this.doer.exit();
	}

	@Test
	void oneCycleHandsOnABatchAndSaysHowMany() throws Exception {
		this.doer = doer(3);
		this.doer.enter();
		send("a", "b", "c", "d");
		assertThat(this.doer.recur()).isEqualTo(3);
		assertThat(this.handled).containsExactly("a", "b", "c");
		assertThat(this.doer.recur()).isEqualTo(1);
		assertThat(this.doer.recur()).isZero();
		assertThat(this.handled).containsExactly("a", "b", "c", "d");
	}

	@Test
	void enteringAgainKeepsAnOpenPeerAndItsQueue() throws Exception {
		this.doer = doer(10);
		this.doer.enter();
		send("a");
		this.doer.enter();
		assertThat(this.doer.recur()).isEqualTo(1);
	}

	@Test
	void drainingTurnsNewSendersAwayAndHandsOnTheRest() throws Exception {
		this.doer = doer(2);
		this.doer.enter();
		send("a", "b", "c", "d", "e");
		assertThat(this.doer.drain(Duration.ofSeconds(10))).isTrue();
		assertThat(this.handled).containsExactly("a", "b", "c", "d", "e");
		assertThat(this.directory.resolve("doer")).doesNotExist();
		assertThat(this.doer.peer().isOpen()).isTrue();
		this.doer.enter();
		assertThat(this.directory.resolve("doer")).exists();
	}

	@Test
	void drainingEndsWhenTheTimeIsUp() throws Exception {
		this.doer = doer(2);
		this.doer.enter();
		send("a", "b", "c");
		assertThat(this.doer.drain(Duration.ZERO)).isFalse();
		assertThat(this.handled).containsExactly("a", "b");
	}

	@Test
	void aFileThatIsNotToBeClearedStaysWhileDrainingAndAfterExit() throws Exception {
		this.doer = doer(10);
		this.doer.peer().reopen((options) -> options.clear(false));
		send("a");
		assertThat(this.doer.drain(Duration.ofSeconds(10))).isTrue();
		this.doer.exit();
		assertThat(this.directory.resolve("doer")).exists();
		Files.delete(this.directory.resolve("doer"));
	}

	@Test
	void exitCloses() throws Exception {
		this.doer = doer(10);
		this.doer.enter();
		this.doer.exit();
		assertThat(this.directory.resolve("doer")).doesNotExist();
		assertThatExceptionOfType(PeerClosedException.class).isThrownBy(this.doer::recur);
	}

	@Test
	void aBatchOfNothingIsRefused() {
		this.doer = doer(1);
		assertThatIllegalArgumentException().isThrownBy(() -> doer(0)).withMessageContaining("0");
	}

	private PeerDoer doer(int batchSize) {
		Peer peer = Peer.builder().path(this.directory.resolve("doer")).build();
		return new PeerDoer(peer, (view) -> this.handled.add(view.text()), batchSize);
	}

	private void send(String... payloads) throws Exception {
		for (String payload : payloads) {
			ForeignSockets.sendUnbound(payload, UxdAddress.of(this.directory.resolve("doer")));
		}
	}

}

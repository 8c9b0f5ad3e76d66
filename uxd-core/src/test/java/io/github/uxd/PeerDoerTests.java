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
package io.github.uxd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PeerDoerTests extends OnEachTransport {

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
	void enteringHealsAPeerWhoseFileIsGoneWithItsQueue() throws Exception {
		this.doer = doer(10);
		this.doer.enter();
		send("a");
		Files.delete(this.directory.resolve("doer"));
		this.doer.enter();
		send("b");
		assertThat(this.doer.recur()).isEqualTo(2);
		assertThat(this.handled).containsExactly("a", "b");
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
	void whatIsNotWantedIsDroppedAndCountedAndTheViewOfBeforeStaysValid() throws Exception {
		AtomicReference<DatagramView> last = new AtomicReference<>();
		this.doer = new PeerDoer(peer().path(this.directory.resolve("doer")).build(), last::set, 10);
		this.doer.enter();
		send("a", "b", "c", "d");
		assertThat(this.doer.drain(() -> last.get() == null)).isFalse();
		assertThat(this.doer.discard()).isEqualTo(3);
		assertThat(last.get().text()).isEqualTo("a");
		assertThat(this.doer.peer().statistics().dropped(DropReason.CLOSED)).isEqualTo(3);
		assertThat(this.doer.discard()).isZero();
		assertThat(this.doer.drain(() -> true)).isTrue();
	}

	@Test
	void repairingOpensAClosedPeerAndLeavesOneThatWorksAsItIs() throws Exception {
		this.doer = doer(10);
		this.doer.repair();
		send("a");
		this.doer.repair();
		assertThat(this.doer.recur()).isEqualTo(1);
	}

	@Test
	void drainingEndsWhenTheTimeIsUpInTheMiddleOfABatch() throws Exception {
		Duration limit = Duration.ofMillis(50);
		Peer peer = peer().path(this.directory.resolve("doer")).build();
		this.doer = new PeerDoer(peer, (view) -> {
			this.handled.add(view.text());
			long start = System.nanoTime();
			while (System.nanoTime() - start < limit.toNanos()) {
				Thread.onSpinWait();
			}
		}, 64);
		this.doer.enter();
		send("a", "b", "c");
		assertThat(this.doer.drain(limit)).isFalse();
		assertThat(this.handled).containsExactly("a");
		assertThat(this.doer.drain(Duration.ZERO)).isFalse();
		assertThat(this.handled).containsExactly("a");
	}

	@Test
	void aCycleEndsAsSoonAsItIsNotWantedAnyMore() throws Exception {
		this.doer = doer(10);
		this.doer.enter();
		send("a", "b", "c");
		assertThat(this.doer.recur(() -> this.handled.size() < 2)).isEqualTo(2);
		assertThat(this.handled).containsExactly("a", "b");
	}

	@Test
	void aHandlerThatDrainsKeepsItsView() throws Exception {
		Peer peer = peer().path(this.directory.resolve("doer")).build();
		AtomicReference<PeerDoer> self = new AtomicReference<>();
		this.doer = new PeerDoer(peer, (view) -> {
			if (view.text().equals("a")) {
				try {
					self.get().drain(Duration.ofSeconds(10));
				}
				catch (UxdException ex) {
					throw new IllegalStateException(ex);
				}
			}
			this.handled.add(view.text());
		}, 64);
		self.set(this.doer);
		this.doer.enter();
		send("a", "b", "c");
		this.doer.recur();
		assertThat(this.handled).containsExactly("b", "c", "a");
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
		Peer peer = peer().path(this.directory.resolve("doer")).build();
		return new PeerDoer(peer, (view) -> this.handled.add(view.text()), batchSize);
	}

	private void send(String... payloads) throws Exception {
		for (String payload : payloads) {
			ForeignSockets.sendUnbound(payload, UxdAddress.of(this.directory.resolve("doer")));
		}
	}

}

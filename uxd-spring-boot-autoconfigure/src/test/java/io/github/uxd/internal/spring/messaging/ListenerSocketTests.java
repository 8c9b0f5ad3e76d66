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
package io.github.uxd.internal.spring.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;
import io.github.uxd.spring.OnEachTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener between two real sockets, driven by hand.
 */
@Timeout(30)
class ListenerSocketTests extends OnEachTransport {

	private Peer asker;

	private Peer answerer;

	@BeforeEach
	void openPeers() throws Exception {
		this.asker = Peer.openTemp((builder) -> builder.name("asker").transport(this.transport));
		this.answerer = Peer.openTemp((builder) -> builder.name("answerer").transport(this.transport));
	}

	@AfterEach
	void closePeers() {
		this.asker.close();
		this.answerer.close();
	}

	@Test
	void aQuestionIsAnsweredToWhoAsked() throws Exception {
		HandlerMethodListener listener = TestListeners.listener(this, "answer", new RecordedReplies(this::send));
		ask("{\"a\":3,\"b\":4}");
		listener.onDatagram(received(this.answerer), this.answerer);
		assertThat(received(this.asker).text()).isEqualTo("{\"sum\":7}");
	}

	@Test
	void anAnswerThatComesLaterReachesWhoAsked() throws Exception {
		CompletableFuture<String> later = new CompletableFuture<>();
		Object bean = new Object() {

			@SuppressWarnings("unused")
			CompletableFuture<String> answer(String question) {
				return later.thenApply((answer) -> question + answer);
			}

		};
		HandlerMethodListener listener = TestListeners.listener(bean, "answer", new RecordedReplies(this::send));
		ask("why? ");
		listener.onDatagram(received(this.answerer), this.answerer);
		assertThat(this.asker.receive()).isNull();
		later.complete("because");
		assertThat(received(this.asker).text()).isEqualTo("why? because");
	}

	Sum answer(Question question, UxdAddress source, Peer peer) {
		assertThat(source).isEqualTo(UxdAddress.of(this.asker.path()));
		assertThat(peer).isSameAs(this.answerer);
		return new Sum(question.a() + question.b());
	}

	private CompletableFuture<Void> send(byte[] payload, UxdAddress destination) {
		try {
			assertThat(this.answerer.send(payload, destination)).isTrue();
			return CompletableFuture.completedFuture(null);
		}
		catch (UxdException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void ask(String question) throws UxdException {
		assertThat(this.asker.send(question.getBytes(StandardCharsets.UTF_8), UxdAddress.of(this.answerer.path())))
			.isTrue();
	}

	private Datagram received(Peer peer) throws UxdException {
		assertThat(peer.awaitReadable(Duration.ofSeconds(20))).isTrue();
		return peer.receive();
	}

	record Question(int a, int b) {
	}

	record Sum(int sum) {
	}

}

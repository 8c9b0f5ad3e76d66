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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.uxd.Datagram;
import io.github.uxd.internal.spring.listener.PollerSettings;
import io.github.uxd.spring.listener.PeerLifecycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of that which waits when the application stops.
 */
@Timeout(60)
class TemplateStopTests extends TemplateOnEachTransport {

	@Test
	void answersOfAListenerStillGetToThoseWhoReadSlowly() throws Exception {
		int questions = 40;
		fill(this.destination);
		List<CompletableFuture<Void>> answers = new ArrayList<>();
		CountDownLatch answered = new CountDownLatch(questions);
		GenericApplicationContext context = start(() -> {
			for (int i = 0; i < questions; i++) {
				answers.add(this.template.sendAsync(bytes(Integer.toString(i)), this.destination));
				answered.countDown();
			}
		});
		answered.await();
		CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close, (task) -> new Thread(task).start());
		await().until(() -> !this.template.isRunning());
		List<String> received = new ArrayList<>();
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> {
			Datagram datagram = this.receiver.receive();
			if (datagram != null && !datagram.text().equals("filling")) {
				received.add(datagram.text());
			}
			return received.size() == questions;
		});
		closed.join();
		assertThat(this.sender.isOpen()).isFalse();
		assertThat(received)
			.containsExactlyElementsOf(IntStream.range(0, questions).mapToObj(Integer::toString).toList());
		assertThat(answers).allSatisfy((answer) -> assertThat(answer).isCompleted());
	}

	@Test
	void aRequestStillGetsItsAnswer() throws Exception {
		CompletableFuture<Datagram> answer = this.template.sendAndReceiveAsync(bytes("ping"), this.destination, LONG);
		this.receiver.awaitReadable(LONG);
		CountDownLatch stopped = stop();
		assertThat(stopped.getCount()).isOne();
		Datagram question = this.receiver.receive();
		this.receiver.send(bytes("pong"), question.source());
		stopped.await();
		assertThat(answer.join().text()).isEqualTo("pong");
	}

	@Test
	void waitsNoLongerThanTheTimeouts() throws Exception {
		this.template.setSendTimeout(Duration.ofMillis(1));
		this.template.setReplyTimeout(Duration.ofMillis(50));
		fill(this.destination);
		CompletableFuture<Void> future = this.template.sendAsync(bytes("patient"), this.destination, LONG);
		stop().await();
		assertThat(future).isNotDone();
		this.sender.close();
		assertThat(future).failsWithin(LONG).withThrowableThat().withCauseInstanceOf(UxdSendException.class);
	}

	@Test
	void waitsForWhatComesMeanwhile() throws Exception {
		fill(this.destination);
		CompletableFuture<Void> first = this.template.sendAsync(bytes("first"), this.destination, LONG);
		CountDownLatch stopped = stop();
		CompletableFuture<Void> second = this.template.sendAsync(bytes("second"), this.destination, LONG);
		assertThat(first.cancel(true)).isTrue();
		assertThat(stopped.getCount()).isOne();
		assertThat(second.cancel(true)).isTrue();
		stopped.await();
	}

	@Test
	void stopsAtOnceWhenNothingWaitsAndStartsAgain() {
		AtomicBoolean stopped = new AtomicBoolean();
		this.template.start();
		assertThat(this.template.isRunning()).isTrue();
		this.template.stop(() -> stopped.set(true));
		assertThat(stopped).isTrue();
		assertThat(this.template.isRunning()).isFalse();
		assertThat(this.template.sendAsync(bytes("x"), this.destination)).isCompleted();
		this.template.start();
		assertThat(this.template.isRunning()).isTrue();
		assertThat(this.template.sendAsync(bytes("x"), this.destination)).isCompleted();
	}

	@Test
	void itsPhaseIsBetweenThatOfThePeerAndThatOfItsPoller() {
		assertThat(this.template.getPhase()).isEqualTo(PeerLifecycle.DEFAULT_PHASE + 1);
		assertThat(PollerSettings.DEFAULT_PHASE).isGreaterThan(this.template.getPhase());
	}

	private CountDownLatch stop() {
		CountDownLatch stopped = new CountDownLatch(1);
		this.template.start();
		this.template.stop(stopped::countDown);
		return stopped;
	}

	private GenericApplicationContext start(Runnable listener) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.registerBean(PeerLifecycle.class,
				() -> new PeerLifecycle("sender", this.sender, PeerLifecycle.DEFAULT_PHASE));
		context.registerBean(UxdTemplate.class, () -> this.template);
		context.refresh();
		new Thread(listener).start();
		return context;
	}

}

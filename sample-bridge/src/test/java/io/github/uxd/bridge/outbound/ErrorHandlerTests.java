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
package io.github.uxd.bridge.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.core.UxdSendException.Reason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BackOffHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a record that can't be sent.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErrorHandlerTests {

	private static final TopicPartition PARTITION = new TopicPartition("datagrams", 2);

	private final ConsumerRecord<byte[], byte[]> received = new ConsumerRecord<>(PARTITION.topic(),
			PARTITION.partition(), 7, new byte[0], new byte[0]);

	private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

	private final WaitingPartitions waiting = new WaitingPartitions();

	private final List<Long> deadLetters = new ArrayList<>();

	private final List<Long> pauses = new ArrayList<>();

	private boolean deadLetterRefused;

	private final DefaultErrorHandler handler = OutboundConfiguration.errorHandler((record, failure) -> {
		if (this.deadLetterRefused) {
			throw new KafkaException("No topic datagrams-dlt");
		}
		this.deadLetters.add(record.offset());
	}, this.waiting, Duration.ofMillis(300), new BackOffHandler() {

		@Override
		public void onNextBackOff(MessageListenerContainer container, Exception exception, long nextBackOff) {
			ErrorHandlerTests.this.pauses.add(nextBackOff);
		}

	});

	@BeforeEach
	void assign() {
		this.consumer.assign(List.of(PARTITION));
	}

	@Test
	void aMissingDestinationIsTriedForItsTime() {
		fail(Reason.NO_SOCKET_FILE, 3);
		assertThat(this.deadLetters).isEmpty();
		fail(Reason.NO_SOCKET_FILE, 1);
		assertThat(this.deadLetters).containsExactly(7L);
		assertThat(this.pauses).containsExactly(50L, 100L, 200L);
		assertThat(this.waiting.all()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "DESTINATION_FULL", "SEND_BUFFER_FULL", "FULL", "TOO_MANY_WAIT", "CLOSED", "INTERRUPTED" })
	void aFullOneIsTriedForEver(Reason reason) {
		fail(reason, 1_000);
		assertThat(this.deadLetters).isEmpty();
		assertThat(this.pauses).hasSize(1_000).last().isEqualTo(1_000L);
	}

	@Test
	void whatCanNeverBeSentIsNotTriedAgain() {
		fail(Reason.TOO_LARGE, 1);
		assertThat(this.deadLetters).containsExactly(7L);
		fail(new IllegalArgumentException("No such address"));
		assertThat(this.deadLetters).containsExactly(7L, 7L);
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void oneThatIsFullAfterItWasMissingIsTriedForEver() {
		fail(Reason.NO_SOCKET_FILE, 2);
		fail(Reason.DESTINATION_FULL, 100);
		assertThat(this.deadLetters).isEmpty();
	}

	@Test
	void oneThatIsMissingAfterItWasFullIsTriedForItsTime() {
		fail(Reason.DESTINATION_FULL, 100);
		fail(Reason.NO_SOCKET_FILE, 1);
		assertThat(this.deadLetters).isEmpty();
		fail(Reason.NO_SOCKET_FILE, 3);
		assertThat(this.deadLetters).containsExactly(7L);
	}

	@Test
	void aDeadLetterThatIsRefusedIsTriedAgainWithPauses(CapturedOutput output) {
		this.deadLetterRefused = true;
		fail(Reason.TOO_LARGE, 20);
		assertThat(this.pauses).hasSize(10).containsOnly(1_000L);
		assertThat(this.waiting.all()).singleElement().satisfies((partition) -> {
			assertThat(partition.partition()).isEqualTo(2);
			assertThat(partition.offset()).isEqualTo(7);
			assertThat(partition.unburied()).isNotNull();
			assertThat(partition.reason()).isEqualTo("No; no dead letter: No topic datagrams-dlt");
		});
		assertThat(output.toString().split("partition 2 can", -1)).as("what the log says").hasSizeLessThanOrEqualTo(3);
		this.deadLetterRefused = false;
		fail(Reason.TOO_LARGE, 1);
		assertThat(this.deadLetters).containsExactly(7L);
		assertThat(this.waiting.all()).isEmpty();
	}

	@Test
	void aPartitionWaitsUntilItsRecordIsSentOrAnotherConsumerHasIt() {
		fail(Reason.DESTINATION_FULL, 2);
		assertThat(this.waiting.all()).singleElement()
			.satisfies((partition) -> assertThat(partition.unburied()).isNull());
		this.waiting.sent(this.received);
		assertThat(this.waiting.all()).isEmpty();
		fail(Reason.DESTINATION_FULL, 1);
		this.waiting.onPartitionsLost(this.consumer, List.of(PARTITION));
		assertThat(this.waiting.all()).isEmpty();
	}

	private void fail(Reason reason, int times) {
		for (int i = 0; i < times; i++) {
			fail(new UxdSendException(UxdAddress.of("/run/warehouse.sock"), reason, "No", null));
		}
	}

	private void fail(Exception failure) {
		try {
			this.handler.handleRemaining(new ListenerExecutionFailedException("Not sent", failure),
					List.of(this.received), this.consumer, null);
		}
		catch (RuntimeException ex) {
			// Tells the container that the record comes again.
			assertThat(ex).hasMessageMatching(".*(not yet recovered|Seek to current).*");
		}
	}

}

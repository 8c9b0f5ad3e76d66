package io.github.uxd.spring.messaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ListenerRetryTests {

	private final RetryTemplate twoRetries = new RetryTemplate(
			RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build());

	private final RecordedReplies replies = new RecordedReplies();

	private final Bean bean = new Bean();

	private Peer peer;

	@BeforeEach
	void makePeer() throws Exception {
		this.peer = Peer.builder().temp(true).build();
	}

	@AfterEach
	void closePeer() {
		this.peer.close();
	}

	@Test
	void withoutRetriesTheMethodIsCalledOnceAndItsExceptionComesAsItIs() {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> TestListeners.listener(this.bean, "fail").onDatagram(datagram("x"), this.peer))
			.withMessage("failure 1")
			.withNoCause();
	}

	@Test
	void anErrorComesAsItIs() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> TestListeners.listener(this.bean, "error").onDatagram(datagram("x"), this.peer));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> call("error", "x"));
		assertThat(this.bean.calls).hasSize(1 + 3);
	}

	@Test
	void whenAllTriesFailTheLastExceptionComesAsItIs() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> call("fail", "x"))
			.withMessage("failure 3")
			.withNoCause();
		assertThat(this.replies.texts()).isEmpty();
	}

	@Test
	void onceATrySucceedsItsResultIsTheOnlyReply() throws Exception {
		call("succeedAtLast", "x");
		assertThat(this.bean.calls).hasSize(3);
		assertThat(this.replies.texts()).containsExactly("x");
	}

	@Test
	void eachTryHasArgumentsOfItsOwn() throws Exception {
		call("spoilArguments", "x");
		assertThat(this.bean.calls).containsExactly("xx", "xx", "xx");
	}

	@Test
	void whatCannotBeConvertedIsNotTriedAgain() {
		CountingPolicy policy = new CountingPolicy();
		for (String payload : List.of("{nonsense", "")) {
			assertThatExceptionOfType(MessagingException.class).isThrownBy(() -> call("reading", payload, policy))
				.isInstanceOfAny(MessageConversionException.class, MethodArgumentNotValidException.class);
		}
		assertThatExceptionOfType(MethodArgumentNotValidException.class)
			.isThrownBy(() -> call("reading", "{\"value\":-1}", policy));
		assertThatExceptionOfType(MessageHandlingException.class).isThrownBy(() -> call("source", "x", policy));
		assertThatExceptionOfType(ConversionException.class).isThrownBy(() -> call("number", "x", policy));
		assertThat(policy.asked).isZero();
		assertThat(this.bean.calls).isEmpty();
	}

	@Test
	void aMessagingExceptionOfTheMethodItselfIsTriedAgain() {
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> call("forward", "x"));
		assertThat(this.bean.calls).hasSize(3);
	}

	@Test
	void aPolicyThatWantsNoRetryEndsTheTries() {
		RetryPolicy never = (failure) -> false;
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> call("fail", "x", never))
			.withMessage("failure 1");
	}

	private void call(String method, String payload) throws Exception {
		TestListeners.listener(this.bean, method, this.replies, this.twoRetries)
			.onDatagram(datagram(payload), this.peer);
	}

	private void call(String method, String payload, RetryPolicy policy) throws Exception {
		Datagram unbound = Datagram.of(payload.getBytes(StandardCharsets.UTF_8), null);
		TestListeners.listener(this.bean, method, null, new RetryTemplate(policy)).onDatagram(unbound, this.peer);
	}

	private static Datagram datagram(String payload) {
		return Datagram.of(payload.getBytes(StandardCharsets.UTF_8), UxdAddress.of("/run/asker"));
	}

	private static final class CountingPolicy implements RetryPolicy {

		private int asked;

		@Override
		public boolean shouldRetry(Throwable failure) {
			this.asked++;
			return false;
		}

	}

	record Reading(@Min(0) int value) {
	}

	@SuppressWarnings("unused")
	static class Bean {

		private final List<String> calls = new ArrayList<>();

		void fail() throws IOException {
			this.calls.add("");
			throw new IOException("failure " + this.calls.size());
		}

		void error() {
			this.calls.add("");
			throw new AssertionError("an error");
		}

		String succeedAtLast(String payload) {
			this.calls.add(payload);
			if (this.calls.size() < 3) {
				throw new IllegalStateException("not yet");
			}
			return payload;
		}

		void spoilArguments(byte[] payload, ByteBuffer buffer) {
			this.calls.add(new String(payload, StandardCharsets.UTF_8) + (char) buffer.get());
			payload[0] = '-';
			if (this.calls.size() < 3) {
				throw new IllegalStateException("not yet");
			}
		}

		void reading(@Valid Reading reading) {
			this.calls.add(reading.toString());
		}

		void source(UxdAddress source) {
			this.calls.add(source.toString());
		}

		void number(@Header("uxd_peerId") int number) {
			this.calls.add("" + number);
		}

		void forward(String payload) {
			this.calls.add(payload);
			throw new MessageConversionException("of somewhere else");
		}

	}

}

package io.github.uxd.spring.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import io.github.uxd.Datagram;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.core.UxdOperations;
import tools.jackson.databind.json.JsonMapper;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What listeners have replied, in place of a template that sends it.
 */
public final class RecordedReplies implements PayloadConverter {

	private final List<String> texts = new CopyOnWriteArrayList<>();

	private final List<UxdAddress> destinations = new CopyOnWriteArrayList<>();

	private final UxdOperations operations;

	public RecordedReplies() {
		this((payload, destination) -> CompletableFuture.completedFuture(null));
	}

	public RecordedReplies(BiFunction<byte[], UxdAddress, CompletableFuture<Void>> sending) {
		this.operations = mock(UxdOperations.class);
		given(this.operations.sendAsync(any(byte[].class), any(UxdAddress.class))).willAnswer((invocation) -> {
			byte[] payload = invocation.getArgument(0);
			UxdAddress destination = invocation.getArgument(1);
			this.texts.add(new String(payload, StandardCharsets.UTF_8));
			this.destinations.add(destination);
			return sending.apply(payload, destination);
		});
	}

	public UxdOperations operations() {
		return this.operations;
	}

	public List<String> texts() {
		return this.texts;
	}

	public List<UxdAddress> destinations() {
		return this.destinations;
	}

	@Override
	public byte[] toBytes(Object payload) {
		if (payload instanceof byte[] bytes) {
			return bytes;
		}
		if (payload instanceof ByteBuffer buffer) {
			byte[] bytes = new byte[buffer.remaining()];
			buffer.duplicate().get(bytes);
			return bytes;
		}
		return (payload instanceof String text) ? text.getBytes(StandardCharsets.UTF_8)
				: JsonMapper.shared().writeValueAsBytes(payload);
	}

	@Override
	public <T> T fromBytes(Datagram datagram, Class<T> type) {
		throw new UnsupportedOperationException();
	}

}

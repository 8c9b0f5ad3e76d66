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

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.UxdHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.MessagingException;

/**
 * A datagram as a message. The payload's copy and the headers are made when they are
 * first asked for: most listeners need neither. Belongs to one call of a listener.
 */
final class DatagramMessage implements Message<byte[]> {

	private final @Nullable DatagramView view;

	private final @Nullable UxdAddress source;

	private final @Nullable SenderCredentials credentials;

	private final Peer peer;

	private final String peerId;

	private final BooleanSupplier mayBeHandled;

	private @Nullable Datagram datagram;

	private byte @Nullable [] payload;

	private @Nullable Object converted;

	private @Nullable MessageHeaders headers;

	/**
	 * Make a message.
	 * @param datagram the datagram
	 * @param peer the peer that received it
	 * @param peerId the id of the peer
	 * @param mayBeHandled tells whether the method's bean is there
	 */
	DatagramMessage(Datagram datagram, Peer peer, String peerId, BooleanSupplier mayBeHandled) {
		this(null, datagram.source(), datagram.credentials(), peer, peerId, mayBeHandled);
		this.datagram = datagram;
	}

	/**
	 * Make a message of what a thread has just received. The bytes are copied at once:
	 * converters, which may take their time, have them for themselves.
	 * @param view the datagram
	 * @param peer the peer that received it
	 * @param peerId the id of the peer
	 * @param mayBeHandled tells whether the method's bean is there
	 */
	DatagramMessage(DatagramView view, Peer peer, String peerId, BooleanSupplier mayBeHandled) {
		this(view, view.source(), view.credentials(), peer, peerId, mayBeHandled);
		this.payload = view.toByteArray();
	}

	private DatagramMessage(@Nullable DatagramView view, @Nullable UxdAddress source,
			@Nullable SenderCredentials credentials, Peer peer, String peerId, BooleanSupplier mayBeHandled) {
		this.view = view;
		this.source = source;
		this.credentials = credentials;
		this.peer = peer;
		this.peerId = peerId;
		this.mayBeHandled = mayBeHandled;
	}

	boolean mayBeHandled() {
		return this.mayBeHandled.getAsBoolean();
	}

	/**
	 * Take note of what the payload was converted to, for who takes that.
	 */
	void convertTo(@Nullable Object converted) {
		this.converted = converted;
	}

	/**
	 * Return what the payload was converted to.
	 * @param type the type that is wanted
	 * @return what it was converted to if that is known to be of that type, or
	 * {@code null}
	 */
	@Nullable Object convertedTo(ResolvableType type) {
		Object converted = this.converted;
		return (converted != null && !type.hasGenerics() && type.toClass().isInstance(converted)) ? converted : null;
	}

	Datagram datagram() {
		Datagram datagram = this.datagram;
		if (datagram == null) {
			datagram = Datagram.of(getPayload(), this.source, this.credentials);
			this.datagram = datagram;
		}
		return datagram;
	}

	/**
	 * Return the bytes, as a copy for one parameter alone.
	 */
	byte[] toByteArray() {
		Datagram datagram = this.datagram;
		return (datagram != null) ? datagram.toByteArray() : getPayload().clone();
	}

	ByteBuffer buffer() {
		return (this.view != null) ? this.view.payload() : datagram().payload();
	}

	String text() {
		return (this.view != null) ? this.view.text() : datagram().text();
	}

	/**
	 * Return the datagram where it was received.
	 * @return the view, or {@code null} if there was only a copy
	 */
	@Nullable DatagramView view() {
		return this.view;
	}

	@Nullable UxdAddress source() {
		return this.source;
	}

	@Nullable SenderCredentials credentials() {
		return this.credentials;
	}

	/**
	 * Return whether it is a datagram that the arguments of a method couldn't be made of.
	 * The exceptions of spring-messaging tell which message they are about.
	 */
	static boolean isCauseOf(Throwable failure, Datagram datagram) {
		return failure instanceof ConversionException || (failure instanceof MessagingException ex
				&& ex.getFailedMessage() instanceof DatagramMessage message && message.isOf(datagram));
	}

	/**
	 * Return whether this is the message of a datagram, or of another copy of the same.
	 */
	private boolean isOf(Datagram datagram) {
		return this.datagram == datagram || (Objects.equals(this.source, datagram.source())
				&& datagram.payload().equals(ByteBuffer.wrap(getPayload())));
	}

	Peer peer() {
		return this.peer;
	}

	@Override
	public byte[] getPayload() {
		byte[] payload = this.payload;
		if (payload == null) {
			payload = datagram().toByteArray();
			this.payload = payload;
		}
		return payload;
	}

	@Override
	public MessageHeaders getHeaders() {
		MessageHeaders headers = this.headers;
		if (headers == null) {
			headers = new DatagramHeaders(values());
			this.headers = headers;
		}
		return headers;
	}

	private Map<String, Object> values() {
		Map<String, Object> values = new HashMap<>();
		values.put(UxdHeaders.PEER, this.peer);
		values.put(UxdHeaders.PEER_ID, this.peerId);
		UxdAddress source = this.source;
		if (source != null) {
			values.put(UxdHeaders.SOURCE, source);
		}
		SenderCredentials credentials = this.credentials;
		if (credentials != null) {
			values.put(UxdHeaders.CREDENTIALS, credentials);
		}
		return values;
	}

	@Override
	public String toString() {
		return "DatagramMessage[peer=" + this.peerId + ", " + datagram() + "]";
	}

	/**
	 * Headers without an id and a time, which cost more than all else and tell a listener
	 * nothing.
	 */
	private static final class DatagramHeaders extends MessageHeaders {

		private static final long serialVersionUID = 1L;

		DatagramHeaders(Map<String, Object> values) {
			super(values, ID_VALUE_NONE, -1L);
		}

	}

}

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

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.GuardedListener;
import io.github.uxd.internal.spring.listener.LateFailures;
import io.github.uxd.internal.spring.listener.ViewListener;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.util.ClassUtils;

/**
 * Calls that one of several methods for each datagram that takes what the datagram is
 * converted to. Any number of threads may call.
 */
public final class PayloadTypeListener implements ViewListener, GuardedListener, LateFailures.Source {

	private final PayloadTypes types;

	private final List<Handler> handlers;

	private final @Nullable HandlerMethodListener byDefault;

	/**
	 * Of what type datagrams are, or {@code null} if there is only a default.
	 */
	private final @Nullable MethodParameter common;

	private final DatagramMessages messages;

	private final boolean needsCopies;

	/**
	 * Create a listener.
	 * @param types knows the types
	 * @param handlers the methods that take one type each
	 * @param defaults those that take what none of them does, of which there may be one
	 * @param peerId the id of the peer, or an empty text for the primary one
	 * @throws IllegalStateException if the methods can't be told apart
	 */
	PayloadTypeListener(PayloadTypes types, List<HandlerMethodListener> handlers, List<HandlerMethodListener> defaults,
			String peerId) {
		check(defaults.size() < 2, "has several defaults, " + defaults + "; leave one of them");
		this.types = types;
		this.messages = new DatagramMessages(peerId);
		this.byDefault = defaults.isEmpty() ? null : defaults.get(0);
		this.handlers = handlers.stream().map((listener) -> new Handler(types.of(listener), listener)).toList();
		for (Handler handler : this.handlers) {
			List<Handler> same = this.handlers.stream().filter((other) -> other.type() == handler.type()).toList();
			check(same.size() == 1, "has several @UxdHandler methods that take a "
					+ ClassUtils.getShortName(handler.type()) + ", " + same + "; leave one of them");
		}
		List<Class<?>> taken = this.handlers.stream().<Class<?>>map(Handler::type).toList();
		this.common = taken.isEmpty() ? null : types.common(taken);
		if (this.common != null && this.byDefault == null) {
			types.checkComplete(this.common.getParameterType(), taken);
		}
		this.needsCopies = any(HandlerMethodListener::needsCopies);
		check(!needsViews() || !this.needsCopies,
				"has @UxdHandler methods whose work goes on after they have returned, and"
						+ " a DatagramView is valid for the call only; take a Datagram, byte[] or ByteBuffer");
	}

	private static void check(boolean right, String message) {
		if (!right) {
			throw new IllegalStateException("it " + message);
		}
	}

	@Override
	public void guardBy(BooleanSupplier mayBeCalled) {
		this.messages.guardBy(mayBeCalled);
	}

	@Override
	public void tellLateFailures(LateFailures failures) {
		all().forEach((handler) -> handler.tellLateFailures(failures));
	}

	@Override
	public void onDatagram(Datagram datagram, Peer peer) throws Exception {
		handle(this.messages.of(datagram, peer), Asked.by(datagram), () -> datagram);
	}

	@Override
	public void onView(DatagramView view, Peer peer) throws Exception {
		if (this.needsCopies) {
			onDatagram(view.copy(), peer);
		}
		else {
			handle(this.messages.of(view, peer), Asked.by(view), view::copy);
		}
	}

	private void handle(DatagramMessage message, Asked asked, Supplier<Datagram> datagram) throws Exception {
		HandlerMethodListener handler = (this.common != null) ? find(this.common, message) : this.byDefault;
		if (handler != null) {
			handler.handle(message, asked, datagram);
		}
	}

	private HandlerMethodListener find(MethodParameter common, DatagramMessage message) throws Exception {
		Object converted;
		try {
			if (message.getPayload().length == 0) {
				throw new MessageConversionException(message,
						"No @UxdHandler method takes a datagram without bytes; add a default (isDefault = true)");
			}
			converted = this.types.convert(common, message);
		}
		catch (MessagingException | ConversionException ex) {
			if (this.byDefault != null) {
				return this.byDefault;
			}
			throw ex;
		}
		message.convertTo(converted);
		HandlerMethodListener found = mostSpecial(converted);
		if (found == null) {
			found = this.byDefault;
		}
		if (found == null) {
			throw new MessageConversionException(message, "No @UxdHandler method takes a "
					+ ClassUtils.getDescriptiveType(converted) + "; add one, or a default (isDefault = true)");
		}
		return found;
	}

	private @Nullable HandlerMethodListener mostSpecial(@Nullable Object payload) {
		List<Handler> most = new ArrayList<>();
		for (Handler handler : this.handlers) {
			if (handler.type().isInstance(payload)
					&& most.stream().noneMatch((other) -> handler.type().isAssignableFrom(other.type()))) {
				most.removeIf((other) -> other.type().isAssignableFrom(handler.type()));
				most.add(handler);
			}
		}
		if (most.size() > 1) {
			throw new IllegalStateException("Several @UxdHandler methods take a "
					+ ClassUtils.getDescriptiveType(payload) + ", " + most + "; add one for just that");
		}
		return most.isEmpty() ? null : most.get(0).listener();
	}

	private boolean any(Predicate<HandlerMethodListener> condition) {
		return all().anyMatch(condition);
	}

	private Stream<HandlerMethodListener> all() {
		return Stream.concat(this.handlers.stream().map(Handler::listener), Stream.ofNullable(this.byDefault));
	}

	@Override
	public boolean needsViews() {
		return any(HandlerMethodListener::needsViews);
	}

	@Override
	public boolean answers() {
		return any(HandlerMethodListener::answers);
	}

	@Override
	public boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return any((handler) -> handler.isCausedBySender(failure, datagram));
	}

	@Override
	public String toString() {
		return this.handlers + ((this.byDefault != null) ? " or else " + this.byDefault : "");
	}

	/**
	 * A method that takes one type.
	 *
	 * @param type the type
	 * @param listener calls it
	 */
	private record Handler(Class<?> type, HandlerMethodListener listener) {

		@Override
		public String toString() {
			return this.listener.toString();
		}

	}

}

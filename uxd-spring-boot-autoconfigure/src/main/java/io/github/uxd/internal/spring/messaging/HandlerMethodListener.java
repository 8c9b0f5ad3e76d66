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

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.uxd.Datagram;
import io.github.uxd.DatagramView;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.GuardedListener;
import io.github.uxd.internal.spring.listener.LateFailures;
import io.github.uxd.internal.spring.listener.ViewListener;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Calls a method for each datagram, and answers with what it returns. What the method
 * throws reaches the caller as it is. Any number of threads may call.
 */
public final class HandlerMethodListener implements ViewListener, GuardedListener, LateFailures.Source {

	private final InvocableHandlerMethod method;

	private final DatagramMessages messages;

	private final @Nullable ReplySender replies;

	private final @Nullable ViewCall viewCall;

	/**
	 * Whether it may need the bytes when the buffer that they were received in holds
	 * others.
	 */
	private final boolean needsCopies;

	private final InvalidArguments invalidArguments;

	private volatile @Nullable LateFailures lateFailures;

	/**
	 * Create a listener.
	 * @param method the method to call
	 * @param peerId the id of the peer, or an empty text for the primary one, whose id is
	 * its name
	 * @param replies answers with what the method returns, or {@code null} to drop it
	 * @throws IllegalArgumentException if the method takes a view, and its work may go on
	 * after it has returned
	 * @throws IllegalStateException if nobody can wait for what it returns
	 */
	public HandlerMethodListener(InvocableHandlerMethod method, String peerId, @Nullable ReplySender replies) {
		this.method = method;
		this.messages = new DatagramMessages(peerId);
		this.replies = replies;
		this.viewCall = (method instanceof DatagramHandlerMethod ours) ? ours.viewCall() : null;
		if (replies != null) {
			LaterWork.checkResult(method);
		}
		this.needsCopies = LaterWork.mayFollow(method);
		this.invalidArguments = new InvalidArguments(method);
		if (this.needsCopies && needsViews()) {
			throw new IllegalArgumentException("its work goes on after it has returned, and a DatagramView is valid "
					+ "for the call only; take a Datagram, byte[] or ByteBuffer");
		}
	}

	@Override
	public void guardBy(BooleanSupplier mayBeCalled) {
		this.messages.guardBy(mayBeCalled);
	}

	@Override
	public void tellLateFailures(LateFailures failures) {
		this.lateFailures = failures;
	}

	@Override
	public void onDatagram(Datagram datagram, Peer peer) throws Exception {
		handle(this.messages.of(datagram, peer), (this.replies != null) ? Asked.by(datagram) : null, () -> datagram);
	}

	/**
	 * Call the method, and answer with what it returns.
	 * @param message what it is given
	 * @param asked what to answer, or {@code null} if it isn't known to return anything
	 * @param datagram makes a copy of the datagram, which nobody else has
	 */
	void handle(DatagramMessage message, @Nullable Asked asked, Supplier<Datagram> datagram) throws Exception {
		reply(this.method.invoke(message), asked, datagram);
	}

	private void reply(@Nullable Object result, @Nullable Asked asked, Supplier<Datagram> datagram) throws Exception {
		ReplySender replies = this.replies;
		if (result == null || replies == null || asked == null) {
			return;
		}
		LateFailures failures = this.lateFailures;
		if (failures == null || ReplySender.isThere(result)) {
			replies.reply(result, asked);
			return;
		}
		LateResult late = new LateResult(asked, datagram, failures);
		Throwable thrown = null;
		try {
			replies.reply(result, asked, late);
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		late.callEnds(thrown);
	}

	@Override
	public void onView(DatagramView view, Peer peer) throws Exception {
		if (this.needsCopies) {
			onDatagram(view.copy(), peer);
			return;
		}
		ReplySender replies = this.replies;
		// Before the method is called, which may do to the view what it likes.
		Asked asked = (replies != null) ? Asked.by(view) : null;
		ViewCall call = this.viewCall;
		Object result = (call != null) ? invoke(call, view, peer) : invoke(view, peer);
		reply(result, asked, view::copy);
	}

	private @Nullable Object invoke(ViewCall call, DatagramView view, Peer peer) throws Exception {
		if (!this.messages.mayBeCalled()) {
			return null;
		}
		try {
			return call.invoke(view, peer);
		}
		catch (ViewCall.AbsentException ex) {
			// It is known there what to say of it.
			return invoke(view, peer);
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("A listener threw neither an exception nor an error", ex);
		}
	}

	private @Nullable Object invoke(DatagramView view, Peer peer) throws Exception {
		return this.method.invoke(this.messages.of(view, peer));
	}

	MethodParameter[] parameters() {
		return this.method.getMethodParameters();
	}

	/**
	 * Return whether its work may go on when the datagram is no longer where it was
	 * received.
	 */
	boolean needsCopies() {
		return this.needsCopies;
	}

	@Override
	public boolean needsViews() {
		return Arrays.stream(parameters())
			.anyMatch((parameter) -> parameter.nestedIfOptional().getNestedParameterType() == DatagramView.class);
	}

	@Override
	public boolean answers() {
		MethodParameter returned = this.method.getReturnType();
		return this.replies != null && this.replies.areForWhoAsks() && !this.method.isVoid()
				&& ResolvableType.forMethodParameter(returned).getGeneric().resolve() != Void.class;
	}

	@Override
	public boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return DatagramMessage.isCauseOf(failure, datagram) || this.invalidArguments.areCauseOf(failure);
	}

	/**
	 * Return how many replies couldn't be sent.
	 * @return the number since the listener was created
	 */
	public long getFailedReplyCount() {
		return (this.replies != null) ? this.replies.getFailureCount() : 0;
	}

	@Override
	public String toString() {
		return this.method.getShortLogMessage();
	}

}

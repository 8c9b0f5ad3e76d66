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

import java.util.function.BooleanSupplier;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.GuardedListener;
import io.github.uxd.spring.DatagramListener;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Calls a method for each datagram, and answers with what it returns. What the method
 * throws reaches the caller as it is. Any number of threads may call.
 */
public class HandlerMethodListener implements DatagramListener, GuardedListener {

	private final InvocableHandlerMethod method;

	private final String peerId;

	private final @Nullable ReplySender replies;

	private volatile BooleanSupplier mayBeCalled = () -> true;

	/**
	 * Create a listener.
	 * @param method the method to call
	 * @param peerId the id of the peer, or an empty text for the primary one, whose id is
	 * its name
	 * @param replies answers with what the method returns, or {@code null} to drop it
	 */
	public HandlerMethodListener(InvocableHandlerMethod method, String peerId, @Nullable ReplySender replies) {
		this.method = method;
		this.peerId = peerId;
		this.replies = replies;
	}

	@Override
	public void guardBy(BooleanSupplier mayBeCalled) {
		this.mayBeCalled = mayBeCalled;
	}

	@Override
	public void onDatagram(Datagram datagram, Peer peer) throws Exception {
		Object result = this.method.invoke(new DatagramMessage(datagram, peer,
				this.peerId.isEmpty() ? peer.name() : this.peerId, this.mayBeCalled));
		if (result != null && this.replies != null) {
			this.replies.reply(result, datagram);
		}
	}

	/**
	 * Return whether it is the datagram that the parameters can't be made of. The
	 * exceptions of spring-messaging tell which message they are about.
	 */
	@Override
	public boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return failure instanceof ConversionException || (failure instanceof MessagingException ex
				&& ex.getFailedMessage() instanceof DatagramMessage message && message.datagram() == datagram);
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

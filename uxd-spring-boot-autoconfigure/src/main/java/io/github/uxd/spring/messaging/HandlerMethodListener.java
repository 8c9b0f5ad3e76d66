package io.github.uxd.spring.messaging;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramListener;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionException;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryOperations;
import org.springframework.core.retry.Retryable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Calls a method for each datagram, and answers with what it returns. What the method
 * throws reaches the caller as it is. Any number of threads may call.
 */
public class HandlerMethodListener implements DatagramListener {

	private final InvocableHandlerMethod method;

	private final String peerId;

	private final @Nullable ReplySender replies;

	private final @Nullable RetryOperations retry;

	/**
	 * Create a listener.
	 * @param method the method to call
	 * @param peerId the id of the peer, or an empty text for the primary one, whose id is
	 * its name
	 * @param replies answers with what the method returns, or {@code null} to drop it
	 * @param retry how to try again when the method fails, on the thread of the call, or
	 * {@code null} not to; a datagram that can't be converted or isn't valid is not tried
	 * again, since it would fail in the same way
	 */
	public HandlerMethodListener(InvocableHandlerMethod method, String peerId, @Nullable ReplySender replies,
			@Nullable RetryOperations retry) {
		this.method = method;
		this.peerId = peerId;
		this.replies = replies;
		this.retry = retry;
	}

	@Override
	public void onDatagram(Datagram datagram, Peer peer) throws Exception {
		Object result = (this.retry != null) ? invoke(datagram, peer, this.retry)
				: this.method.invoke(message(datagram, peer));
		if (result != null && this.replies != null) {
			this.replies.reply(result, datagram);
		}
	}

	/**
	 * Return how many replies couldn't be sent.
	 * @return the number since the listener was created
	 */
	public long getFailedReplyCount() {
		return (this.replies != null) ? this.replies.getFailureCount() : 0;
	}

	private DatagramMessage message(Datagram datagram, Peer peer) {
		return new DatagramMessage(datagram, peer, this.peerId.isEmpty() ? peer.name() : this.peerId);
	}

	private @Nullable Object invoke(Datagram datagram, Peer peer, RetryOperations retry) throws Exception {
		Attempt attempt = new Attempt(datagram, peer);
		try {
			retry.execute(attempt);
		}
		catch (RetryException ex) {
			throw unwrap(ex);
		}
		if (attempt.hopeless != null) {
			throw attempt.hopeless;
		}
		return attempt.result;
	}

	private static Exception unwrap(RetryException ex) {
		if (ex.getCause() instanceof Error error) {
			throw error;
		}
		return (ex.getCause() instanceof Exception exception) ? exception : ex;
	}

	/**
	 * Return whether it is the datagram that the parameters can't be made of. The
	 * exceptions of spring-messaging tell which message they are about.
	 */
	private static boolean isHopeless(Exception failure, Message<?> message) {
		return failure instanceof ConversionException
				|| (failure instanceof MessagingException ex && ex.getFailedMessage() == message);
	}

	@Override
	public String toString() {
		return this.method.getShortLogMessage();
	}

	/**
	 * One try. Each gets arguments of its own, since the one before may have changed
	 * them.
	 */
	private final class Attempt implements Retryable<Attempt> {

		private final Datagram datagram;

		private final Peer peer;

		private @Nullable Object result;

		private @Nullable Exception hopeless;

		Attempt(Datagram datagram, Peer peer) {
			this.datagram = datagram;
			this.peer = peer;
		}

		@Override
		public Attempt execute() throws Exception {
			DatagramMessage message = message(this.datagram, this.peer);
			try {
				this.result = HandlerMethodListener.this.method.invoke(message);
			}
			catch (Exception ex) {
				if (!isHopeless(ex, message)) {
					throw ex;
				}
				// Returning ends the tries, whatever the policy is.
				this.hopeless = ex;
			}
			return this;
		}

		@Override
		public String getName() {
			return HandlerMethodListener.this.toString();
		}

	}

}

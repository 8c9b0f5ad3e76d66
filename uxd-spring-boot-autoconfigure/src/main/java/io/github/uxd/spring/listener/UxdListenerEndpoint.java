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

package io.github.uxd.spring.listener;

import io.github.uxd.spring.BatchDatagramListener;
import io.github.uxd.spring.DatagramFilter;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.UxdErrorHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.core.retry.RetryPolicy;

/**
 * A listener, and how it is called. Immutable.
 */
public final class UxdListenerEndpoint {

	/**
	 * A copy, which nobody else has.
	 */
	private final Builder settings;

	private UxdListenerEndpoint(Builder settings) {
		this.settings = new Builder(settings);
	}

	/**
	 * Begin an endpoint.
	 * @param id the id of the listener, unique in the application
	 * @param listener the listener
	 * @return what builds the endpoint: of the primary peer, unless something else is
	 * said
	 */
	public static Builder builder(String id, DatagramListener listener) {
		return new Builder(id, listener);
	}

	/**
	 * Begin the endpoint of a listener that takes batches.
	 * @param id the id of the listener, unique in the application
	 * @param listener the listener, as a lambda too
	 * @return what builds the endpoint: of the primary peer, unless something else is
	 * said
	 */
	public static Builder batchBuilder(String id, BatchDatagramListener listener) {
		return new Builder(id, listener);
	}

	/**
	 * Begin an endpoint that is the same but for what will be said.
	 * @return what builds it
	 */
	public Builder toBuilder() {
		return new Builder(this.settings);
	}

	/**
	 * Return the id of the listener.
	 * @return the id
	 */
	public String getId() {
		return this.settings.id;
	}

	/**
	 * Return the id of the peer whose datagrams the listener is given.
	 * @return the id, empty for the primary peer
	 */
	public String getPeerId() {
		return this.settings.peerId;
	}

	/**
	 * Return the listener.
	 * @return the listener
	 */
	public DatagramListener getListener() {
		return this.settings.listener;
	}

	/**
	 * Return the place of the listener among those of its peer.
	 * @return the place, as in {@link Ordered}
	 */
	public int getOrder() {
		return this.settings.order;
	}

	/**
	 * Return whether the listener starts by itself.
	 * @return whether it does, or {@code null} if it is as the rule for its peer says
	 */
	public @Nullable Boolean getAutoStartup() {
		return this.settings.autoStartup;
	}

	/**
	 * Return when the listener is called again with a datagram that it has failed on.
	 * @return the policy, or {@code null} for never
	 */
	public @Nullable RetryPolicy getRetryPolicy() {
		return this.settings.retryPolicy;
	}

	/**
	 * Return what says which datagrams the listener is given.
	 * @return the filter, or {@code null} for all
	 */
	public @Nullable DatagramFilter getFilter() {
		return this.settings.filter;
	}

	/**
	 * Return who is given what the listener has failed on, unless it is recovered.
	 * @return the error handler, or {@code null} for that of all listeners
	 */
	public @Nullable UxdErrorHandler getErrorHandler() {
		return this.settings.errorHandler;
	}

	/**
	 * Return who takes what the listener has failed on for the last time.
	 * @return the recoverer, or {@code null} for that of all listeners, if there is one
	 */
	public @Nullable DatagramRecoverer getRecoverer() {
		return this.settings.recoverer;
	}

	/**
	 * Return how many datagrams at most the listener is called with at the same time.
	 * @return the number, from 1 on, or {@code null} for as many as the threads allow
	 * that it shares with the other listeners of its peer
	 */
	public @Nullable Integer getConcurrency() {
		return this.settings.concurrency;
	}

	@Override
	public String toString() {
		return "UxdListenerEndpoint[" + this.settings.id
				+ ((this.settings.peerId.isEmpty()) ? "" : " of peer '" + this.settings.peerId + "'") + "]";
	}

	/**
	 * Builds an endpoint. For one thread.
	 */
	public static final class Builder {

		private final String id;

		private final DatagramListener listener;

		private String peerId = "";

		private int order = Ordered.LOWEST_PRECEDENCE;

		private @Nullable Boolean autoStartup;

		private @Nullable RetryPolicy retryPolicy;

		private @Nullable DatagramFilter filter;

		private @Nullable UxdErrorHandler errorHandler;

		private @Nullable DatagramRecoverer recoverer;

		private @Nullable Integer concurrency;

		private Builder(String id, DatagramListener listener) {
			this.id = id;
			this.listener = listener;
		}

		private Builder(Builder other) {
			this(other.id, other.listener);
			this.peerId = other.peerId;
			this.order = other.order;
			this.autoStartup = other.autoStartup;
			this.retryPolicy = other.retryPolicy;
			this.filter = other.filter;
			this.errorHandler = other.errorHandler;
			this.recoverer = other.recoverer;
			this.concurrency = other.concurrency;
		}

		/**
		 * Return the id of the listener.
		 * @return the id
		 */
		public String getId() {
			return this.id;
		}

		/**
		 * Return the id of the listener's peer.
		 * @return the id, empty for the primary peer
		 */
		public String getPeerId() {
			return this.peerId;
		}

		/**
		 * Return the listener.
		 * @return the listener, which tells what it is: one of annotated methods prints
		 * its method
		 */
		public DatagramListener getListener() {
			return this.listener;
		}

		/**
		 * Return what was set by {@link #order}.
		 * @return the place of the listener
		 */
		public int getOrder() {
			return this.order;
		}

		/**
		 * Return what was set by {@link #autoStartup}.
		 * @return whether the listener starts by itself, or {@code null}
		 */
		public @Nullable Boolean getAutoStartup() {
			return this.autoStartup;
		}

		/**
		 * Return what was set by {@link #retryPolicy}.
		 * @return the policy, or {@code null}
		 */
		public @Nullable RetryPolicy getRetryPolicy() {
			return this.retryPolicy;
		}

		/**
		 * Return what was set by {@link #filter}, to be asked by another.
		 * @return the filter, or {@code null}
		 */
		public @Nullable DatagramFilter getFilter() {
			return this.filter;
		}

		/**
		 * Return what was set by {@link #errorHandler}.
		 * @return the error handler, or {@code null}
		 */
		public @Nullable UxdErrorHandler getErrorHandler() {
			return this.errorHandler;
		}

		/**
		 * Return what was set by {@link #recoverer}.
		 * @return the recoverer, or {@code null}
		 */
		public @Nullable DatagramRecoverer getRecoverer() {
			return this.recoverer;
		}

		/**
		 * Return what was set by {@link #concurrency}.
		 * @return the number, or {@code null}
		 */
		public @Nullable Integer getConcurrency() {
			return this.concurrency;
		}

		/**
		 * Set whose datagrams the listener is given, which customizers can't change.
		 * @param peerId the id of the peer; empty, which is the default, for the primary
		 * one
		 * @return this
		 */
		public Builder peer(String peerId) {
			this.peerId = peerId;
			return this;
		}

		/**
		 * Set the place of the listener among those of its peer. Default is after those
		 * that say something, and after events.
		 * @param order the place, as in {@link Ordered}
		 * @return this
		 */
		public Builder order(int order) {
			this.order = order;
			return this;
		}

		/**
		 * Set whether the listener starts by itself.
		 * @param autoStartup whether it does; {@code null}, which is the default, to have
		 * it as is the rule for its peer
		 * @return this
		 */
		public Builder autoStartup(@Nullable Boolean autoStartup) {
			this.autoStartup = autoStartup;
			return this;
		}

		/**
		 * Set when the listener is called again with a datagram that it has failed on: on
		 * the same thread, and as long as neither it nor its peer is stopped. What the
		 * sender {@linkplain DatagramListener#isCausedBySender is to blame for} is not
		 * tried again, whatever this says.
		 * @param retryPolicy the policy; {@code null}, which is the default, for never
		 * @return this
		 */
		public Builder retryPolicy(@Nullable RetryPolicy retryPolicy) {
			this.retryPolicy = retryPolicy;
			return this;
		}

		/**
		 * Set which datagrams the listener is given.
		 * @param filter says it; {@code null}, which is the default, for all
		 * @return this
		 */
		public Builder filter(@Nullable DatagramFilter filter) {
			this.filter = filter;
			return this;
		}

		/**
		 * Set who is given what the listener has failed on, unless it is recovered.
		 * @param errorHandler the error handler; {@code null}, which is the default, for
		 * that of all listeners
		 * @return this
		 */
		public Builder errorHandler(@Nullable UxdErrorHandler errorHandler) {
			this.errorHandler = errorHandler;
			return this;
		}

		/**
		 * Set who takes what the listener has failed on for the last time.
		 * @param recoverer the recoverer; {@code null}, which is the default, for that of
		 * all listeners, if there is one
		 * @return this
		 */
		public Builder recoverer(@Nullable DatagramRecoverer recoverer) {
			this.recoverer = recoverer;
			return this;
		}

		/**
		 * Set how many datagrams at most the listener is called with at the same time.
		 * The sources are spread over so many lanes, and those in one lane follow one
		 * another, as those of one source do anyway. The listener doesn't wait for the
		 * others of its peer then, nor they for it. More than one needs a peer that
		 * dispatches, and so many threads.
		 * @param concurrency the number; {@code null}, which is the default, for as many
		 * as the threads allow that it shares with the other listeners of its peer
		 * @return this
		 * @throws IllegalArgumentException if it is less than 1
		 */
		public Builder concurrency(@Nullable Integer concurrency) {
			if (concurrency != null && concurrency < 1) {
				throw new IllegalArgumentException(
						"the concurrency of a listener must be 1 or more, and is " + concurrency);
			}
			this.concurrency = concurrency;
			return this;
		}

		/**
		 * Build the endpoint.
		 * @return the endpoint
		 */
		public UxdListenerEndpoint build() {
			return new UxdListenerEndpoint(this);
		}

	}

}

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
package io.github.uxd.spring.endpoint;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import io.github.uxd.BufferSizes;
import io.github.uxd.DropReason;
import io.github.uxd.Peer;
import io.github.uxd.PeerStatistics;
import io.github.uxd.SocketFileState;
import io.github.uxd.TransportType;
import io.github.uxd.spring.HandlingFailure;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.ManagedPeer.State;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PollerState;
import io.github.uxd.spring.listener.PollerState.Busy;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * Describes the peers of the application as they are at one moment: what the endpoint
 * answers with.
 *
 * @param peers the peers, the primary one first
 * @param switchedOff those that are configured and switched off
 */
public record PeersDescriptor(List<PeerDescriptor> peers, List<SwitchedOffDescriptor> switchedOff) {

	/**
	 * Describes a peer that is switched off.
	 *
	 * @param id the id of the peer
	 * @param listeners its listeners, none of which runs
	 */
	public record SwitchedOffDescriptor(String id, List<ListenerDescriptor> listeners) {

	}

	/**
	 * Describes a peer as it is at one moment.
	 *
	 * @param id the id of the peer
	 * @param name its name
	 * @param path the path of its socket file, or {@code null} if it was never open
	 * @param transport what it reaches the kernel through, or {@code null} if it was
	 * never open
	 * @param expected what it is meant to do
	 * @param actual what it does
	 * @param since since when it does that, or {@code null} if nothing receives for it
	 * @param pauseReasons why it is to leave what is sent in the kernel's queue; empty if
	 * it isn't
	 * @param busy the call of a listener that lasts longest at the moment, or
	 * {@code null} if there is none
	 * @param socketFile what has become of its socket file
	 * @param buffers the sizes of its buffers
	 * @param counters what it has counted
	 * @param lastFailure what went wrong last, or {@code null} if nothing went wrong or
	 * nothing receives for it
	 * @param listeners its listeners, in the order in which they were registered
	 */
	public record PeerDescriptor(String id, String name, @Nullable String path, @Nullable TransportType transport,
			State expected, State actual, @Nullable Instant since, Set<PauseReason> pauseReasons,
			@Nullable BusyDescriptor busy, SocketFileState socketFile, BuffersDescriptor buffers,
			CountersDescriptor counters, @Nullable FailureDescriptor lastFailure, List<ListenerDescriptor> listeners) {

		static PeerDescriptor of(ManagedPeer managed, List<ListenerDescriptor> listeners) {
			Peer peer = managed.peer();
			PeerPoller poller = managed.poller();
			PollerState state = (poller != null) ? poller.getState() : null;
			Path path = peer.path();
			return new PeerDescriptor(managed.id(), peer.name(), (path != null) ? path.toString() : null,
					peer.transport(), managed.expectedState(), managed.actualState(),
					(state != null) ? state.since() : null, (state != null) ? state.pauseReasons() : Set.of(),
					(state != null) ? BusyDescriptor.of(state.busy()) : null, peer.socketFileState(),
					BuffersDescriptor.of(peer), CountersDescriptor.of(peer.statistics(), poller),
					(poller != null) ? FailureDescriptor.of(poller.getLastFailure()) : null, listeners);
		}

	}

	/**
	 * Describes a call that is being made.
	 *
	 * @param kind what is called
	 * @param listener which one is called: the id of the listener, the name of the
	 * handler's bean, or that of the event
	 * @param since since when
	 */
	public record BusyDescriptor(Kind kind, String listener, Instant since) {

		static @Nullable BusyDescriptor of(@Nullable Busy busy) {
			return (busy != null) ? new BusyDescriptor(busy.kind(), busy.listener(), busy.since()) : null;
		}

	}

	/**
	 * Describes the buffers of a peer.
	 *
	 * @param asked the size that was asked for, and that of the largest datagram to
	 * receive, in bytes
	 * @param send the size of the kernel's buffer to send, in bytes, as the kernel tells
	 * it; 0 if the peer is closed
	 * @param sendUsed how many bytes of the buffer to send are taken by what nobody has
	 * read, or {@code null} if that is not known
	 * @param receive the size of the kernel's buffer to receive, in bytes; 0 if the peer
	 * is closed
	 * @param queueLength how many datagrams the kernel lets wait, less one, or
	 * {@code null} if that is not known, as by {@link Peer#queueLength()}
	 */
	public record BuffersDescriptor(int asked, int send, @Nullable Integer sendUsed, int receive,
			@Nullable Integer queueLength) {

		static BuffersDescriptor of(Peer peer) {
			BufferSizes actual = peer.actualBufferSizes();
			return new BuffersDescriptor(peer.options().bufferSize(), actual.send(), orNull(peer.sendBufferUsed()),
					actual.receive(), orNull(peer.queueLength()));
		}

		private static @Nullable Integer orNull(OptionalInt number) {
			return number.isPresent() ? (Integer) number.getAsInt() : null;
		}

	}

	/**
	 * Describes what a peer has counted since it was built.
	 *
	 * @param received the datagrams that were received and handed on
	 * @param receivedBytes the bytes that they had
	 * @param dropped the datagrams that were received but not handed on, by the reasons
	 * that the meters have too
	 * @param receiveErrors the receives that failed
	 * @param pending the datagrams that wait for a thread of the listeners or are on one
	 * now
	 * @param sent the datagrams that the kernel took for delivery
	 * @param sentBytes the bytes that they had
	 * @param sendBlocked the sends that the kernel had no room for
	 * @param sendRefused the datagrams that were not sent since too much waits already
	 * @param healed how often the socket file was made anew
	 */
	public record CountersDescriptor(long received, long receivedBytes, Map<String, Long> dropped, long receiveErrors,
			int pending, long sent, long sentBytes, long sendBlocked, long sendRefused, long healed) {

		static CountersDescriptor of(PeerStatistics statistics, @Nullable PeerPoller poller) {
			Map<String, Long> dropped = new LinkedHashMap<>();
			for (DropReason reason : DropReason.values()) {
				dropped.put(reason.name().toLowerCase(Locale.ROOT), statistics.dropped(reason));
			}
			dropped.put("queue_full", (poller != null) ? poller.getDropped() : 0);
			return new CountersDescriptor(statistics.received(), statistics.receivedBytes(),
					Collections.unmodifiableMap(dropped), statistics.receiveErrors(),
					(poller != null) ? poller.getPending() : 0, statistics.sent(), statistics.sentBytes(),
					statistics.sendBlocked(), statistics.sendRefused(), statistics.healed());
		}

	}

	/**
	 * Describes a failure, without its stack trace.
	 *
	 * @param time when it happened
	 * @param activity what was being done
	 * @param kind what was called, or {@code null} if it was receiving that failed
	 * @param listener which one was called: the id of a listener, the name of a handler's
	 * bean; {@code null} if it was receiving that failed
	 * @param attempts how often it was called, or {@code null} if it was receiving that
	 * failed
	 * @param exception the class of the exception
	 * @param message what the exception says, escaped and cut as by {@link OneLine}, or
	 * {@code null} if it says nothing
	 */
	public record FailureDescriptor(Instant time, Activity activity, @Nullable Kind kind, @Nullable String listener,
			@Nullable Integer attempts, String exception, @Nullable String message) {

		static @Nullable FailureDescriptor of(PeerPoller.@Nullable Failure failure) {
			if (failure == null) {
				return null;
			}
			HandlingFailure handling = failure.handling();
			String exception = failure.cause().getClass().getName();
			String message = failure.cause().getMessage();
			if (message != null) {
				message = OneLine.of(message);
			}
			return (handling != null)
					? new FailureDescriptor(failure.time(), Activity.HANDLE, handling.getKind(),
							handling.getListenerId(), handling.getAttempts(), exception, message)
					: new FailureDescriptor(failure.time(), Activity.RECEIVE, null, null, null, exception, message);
		}

		/**
		 * What was being done when it went wrong.
		 */
		public enum Activity {

			/**
			 * Receiving from the kernel.
			 */
			RECEIVE,

			/**
			 * Handling a datagram that was received.
			 */
			HANDLE

		}

	}

	/**
	 * Describes a listener of a peer.
	 *
	 * @param id the id of the listener
	 * @param running whether it is given datagrams
	 * @param autoStartup whether it starts by itself, or {@code null} if it is as the
	 * rule for its peer says
	 * @param order its place among the listeners of the peer
	 * @param concurrency with how many datagrams at most it is called at the same time,
	 * or {@code null} for as many as the threads allow
	 * @param filter the class of its filter, or {@code null} if it has none
	 * @param retry when it is called again with what it has failed on, or {@code null}
	 * for never
	 * @param recoverer the class of its own recoverer, or {@code null} if it has none
	 * @param errorHandler the class of its own error handler, or {@code null} if it has
	 * none
	 * @param filtered how many datagrams its filter has turned away
	 * @param recovered how many datagrams a recoverer has taken that it failed on
	 */
	public record ListenerDescriptor(String id, boolean running, @Nullable Boolean autoStartup, int order,
			@Nullable Integer concurrency, @Nullable String filter, @Nullable String retry, @Nullable String recoverer,
			@Nullable String errorHandler, long filtered, long recovered) {

		static ListenerDescriptor of(UxdListenerContainer listener) {
			UxdListenerEndpoint endpoint = listener.getEndpoint();
			RetryPolicy retry = endpoint.getRetryPolicy();
			return new ListenerDescriptor(listener.getListenerId(), listener.isRunning(), endpoint.getAutoStartup(),
					endpoint.getOrder(), endpoint.getConcurrency(), typeOf(endpoint.getFilter()),
					(retry != null) ? OneLine.of(retry.toString()) : null, typeOf(endpoint.getRecoverer()),
					typeOf(endpoint.getErrorHandler()), listener.getFilteredCount(), listener.getRecoveredCount());
		}

		private static @Nullable String typeOf(@Nullable Object object) {
			return (object != null) ? object.getClass().getName() : null;
		}

	}

}

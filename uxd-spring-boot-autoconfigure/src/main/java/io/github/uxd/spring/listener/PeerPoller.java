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

import java.time.Instant;

import io.github.uxd.Peer;
import io.github.uxd.spring.HandlingFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Receives a peer's datagrams on a thread of its own, named after the peer. It is the
 * last to start and the first to stop, like Spring's listener containers. Any thread may
 * call the methods at any time, listeners of the peer too.
 * <p>
 * Stopping loses nothing that can be handled in time: the socket file is removed first,
 * so that new senders are told that nobody is there, then the datagrams that were sent
 * before are handled, until the drain timeout has passed. Then it ends, whatever a
 * listener does: no listener is called any more, one that is still busy is interrupted
 * and left behind, and what is left is counted and logged. Starting again after a stop
 * makes the file anew. Pausing leaves the file where it is, and what is sent in the
 * kernel's queue.
 * <p>
 * From the start until the stop the application is kept alive, as by other listener
 * containers.
 * <p>
 * There is one for each peer that the application configures. Nobody else is meant to
 * implement this.
 */
public interface PeerPoller extends SmartLifecycle {

	/**
	 * Return the peer whose datagrams are received.
	 * @return the peer
	 */
	Peer getPeer();

	/**
	 * Return what the receiving side of the peer is to do and what it does.
	 * @return the state of this moment
	 */
	PollerState getState();

	/**
	 * Open the peer unless it is open, and start to receive. If a stop is still under
	 * way, one that a listener has asked for say, what it leaves to do is done first, and
	 * the peer opens after this has returned: there is never more than one thread that
	 * receives.
	 * @throws PeerStartException if the peer can't be opened
	 */
	@Override
	void start();

	/**
	 * Stop to receive, and wait until the last datagram has been handled, or the time for
	 * that is up. A listener of the peer may call this: its datagram goes to those who
	 * are still to get it, and then the others are handled, by another thread.
	 */
	@Override
	void stop();

	/**
	 * Return whether datagrams are received, or would be if it weren't paused: from the
	 * start until a stop is asked for.
	 * @return {@code true} if so
	 */
	@Override
	boolean isRunning();

	/**
	 * Leave what is sent from now on in the kernel's queue, until {@link #resume()}. Any
	 * thread may call this at any time, and doesn't wait: the datagram that is being
	 * handled is the last, and {@link #isPaused()} tells when that is done. (What was
	 * given to listeners on other threads before goes on there.) A poller that isn't
	 * running pauses as soon as it is. Stopping handles what waits, paused or not.
	 */
	void pause();

	/**
	 * Receive again after {@link #pause()}, first of all what was sent meanwhile. A peer
	 * whose listeners are all stopped stays paused until one of them is started:
	 * {@link PollerState#pauseReasons()} tells.
	 */
	void resume();

	/**
	 * Return whether nothing is to be received because of {@link #pause()}, or because
	 * all listeners of the peer are stopped.
	 * @return {@code true} if so, from the very call on
	 */
	boolean isPauseRequested();

	/**
	 * Return whether nothing is received because of a {@linkplain #isPauseRequested()
	 * pause}, and what was received before is handled, unless listeners run on other
	 * threads.
	 * @return {@code true} if so; {@code false} if it isn't running
	 */
	boolean isPaused();

	/**
	 * Return whether a call of a listener lasts longer than it should.
	 * @return {@code true} if so
	 */
	boolean isStuck();

	/**
	 * Return how many datagrams were received and then dropped, because there was no room
	 * for them or a stop had no time left, or because a listener failed on them when
	 * there was no memory to tell of that. What was collected for a listener that takes
	 * batches, and not handed over, counts for each such listener; what there was no room
	 * or time for, for each that has a concurrency of its own, and once for all others.
	 * @return the number of datagrams
	 */
	long getDropped();

	/**
	 * Return how many datagrams a {@link io.github.uxd.spring.DatagramRecoverer} has
	 * taken that a handler or listener failed on.
	 * @return the number of datagrams; one that several fail on counts for each
	 */
	long getRecovered();

	/**
	 * Return how many datagrams the filters of listeners have turned away.
	 * @return the number of datagrams; one that several turn away counts for each
	 */
	long getFiltered();

	/**
	 * Return how many datagrams wait for a listener's thread or are on one.
	 * @return the number of datagrams; 0 where listeners run on the thread that receives
	 */
	int getPending();

	/**
	 * Return what went wrong last, in receiving or handling.
	 * @return the failure, or {@code null} if nothing went wrong yet
	 */
	@Nullable Failure getLastFailure();

	/**
	 * Something that went wrong.
	 *
	 * @param time when it happened
	 * @param cause what went wrong
	 * @param handling who failed on what, or {@code null} if it was receiving, or opening
	 * the peer, that failed
	 */
	record Failure(Instant time, Throwable cause, @Nullable HandlingFailure handling) {

	}

}

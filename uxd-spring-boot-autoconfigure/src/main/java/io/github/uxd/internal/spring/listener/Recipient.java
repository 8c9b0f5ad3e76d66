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
package io.github.uxd.internal.spring.listener;

import io.github.uxd.Datagram;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.HandlingFailure.Kind;
import io.github.uxd.spring.UxdErrorHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.ThrowingConsumer;

/**
 * Somebody whom the threads of a peer call: for a datagram, or to tell what happens to
 * the peer.
 */
abstract class Recipient {

	/**
	 * All who listen to what happens to peers.
	 */
	static final Recipient OF_PEER_EVENTS = new Simple(Kind.EVENT, "PeerEvent", (delivery) -> {
	});

	private final Kind kind;

	private final String id;

	Recipient(Kind kind, String id) {
		this.kind = kind;
		this.id = id;
	}

	static Recipient of(String id, DatagramHandler handler) {
		return new Simple(Kind.HANDLER, id, (delivery) -> handler.handle(delivery.view(), delivery.peer()));
	}

	static Recipient of(Kind kind, String id, DatagramListener listener) {
		return new Simple(kind, id, (delivery) -> listener.onDatagram(delivery.datagram(), delivery.peer()));
	}

	Kind kind() {
		return this.kind;
	}

	String id() {
		return this.id;
	}

	/**
	 * Take a datagram.
	 * @param delivery has it; valid until the first line of somebody else's code is run
	 * @param lease the lease of the thread
	 * @throws Throwable what the one who is called throws; a {@link TriedInVain} if it
	 * was called more than once
	 */
	abstract void receive(Delivery delivery, Lease lease) throws Throwable;

	/**
	 * Return whether it is given datagrams.
	 */
	boolean isRunning() {
		return true;
	}

	/**
	 * Return whether it is so quick that to look at the clock for it would cost too much.
	 */
	boolean isQuick() {
		return this.kind == Kind.HANDLER;
	}

	/**
	 * Return whether it only collects datagrams, and handles them later.
	 */
	boolean isCollecting() {
		return false;
	}

	/**
	 * Return with how many datagrams at most it is called at the same time, independently
	 * of all others, where listeners run on other threads.
	 * @return the number, or 0 if it takes what the others take when they do
	 */
	int concurrency() {
		return 0;
	}

	/**
	 * Return whether somebody can stop it, and its peer waits for it then.
	 */
	boolean isStoppable() {
		return false;
	}

	/**
	 * Return who is given what it fails on, instead of the one for all.
	 */
	@Nullable UxdErrorHandler errorHandler() {
		return null;
	}

	/**
	 * Return who takes what it fails on, instead of the one for all.
	 */
	@Nullable DatagramRecoverer recoverer() {
		return null;
	}

	/**
	 * Take note that somebody has taken what it has failed on.
	 */
	void recovered() {
	}

	/**
	 * Return whether it is the sender's fault that a datagram could not be handled.
	 */
	boolean isCausedBySender(Throwable failure, Datagram datagram) {
		return false;
	}

	@Override
	public String toString() {
		return this.kind.description() + " '" + this.id + "'";
	}

	/**
	 * Somebody who is there from the start to the end.
	 */
	private static final class Simple extends Recipient {

		private final ThrowingConsumer<Delivery> call;

		Simple(Kind kind, String id, ThrowingConsumer<Delivery> call) {
			super(kind, id);
			this.call = call;
		}

		@Override
		void receive(Delivery delivery, Lease lease) throws Exception {
			this.call.acceptWithException(delivery);
		}

	}

}

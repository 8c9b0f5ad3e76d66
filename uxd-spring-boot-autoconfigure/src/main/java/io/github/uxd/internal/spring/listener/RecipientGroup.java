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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Those who get a datagram on other threads, one after the other: all together who ask
 * for nothing else, and by itself each who is to be called with a number of datagrams at
 * most.
 */
abstract class RecipientGroup {

	static final RecipientGroup[] NONE = {};

	private final Recipient[] recipients;

	private RecipientGroup(List<Recipient> recipients) {
		this.recipients = recipients.toArray(new Recipient[0]);
	}

	/**
	 * Make the groups of those who are given datagrams.
	 */
	static RecipientGroup[] of(List<Recipient> running) {
		List<RecipientGroup> groups = new ArrayList<>();
		List<Recipient> together = running.stream().filter((recipient) -> recipient.concurrency() == 0).toList();
		if (!together.isEmpty()) {
			groups.add(new Together(together));
		}
		for (Recipient recipient : running) {
			if (recipient.concurrency() > 0) {
				groups.add(new Alone(recipient));
			}
		}
		return groups.toArray(NONE);
	}

	/**
	 * Return who they are; nobody changes the array.
	 */
	Recipient[] recipients() {
		return this.recipients;
	}

	/**
	 * Return what the datagrams have in common that follow one another here.
	 * @param source what those have in common that are to stay in their order, or
	 * {@code null} for those of which it is unknown
	 */
	abstract @Nullable Object lane(@Nullable Object source);

	/**
	 * Return the same for a datagram that needs no order.
	 */
	abstract Object anyLane();

	/**
	 * With as many datagrams at the same time as there are threads.
	 */
	private static final class Together extends RecipientGroup {

		Together(List<Recipient> recipients) {
			super(recipients);
		}

		@Override
		@Nullable Object lane(@Nullable Object source) {
			return source;
		}

		@Override
		Object anyLane() {
			return new Object();
		}

	}

	/**
	 * One with lanes of its own.
	 */
	private static final class Alone extends RecipientGroup {

		private final Recipient recipient;

		private final AtomicInteger next = new AtomicInteger();

		Alone(Recipient recipient) {
			super(List.of(recipient));
			this.recipient = recipient;
		}

		@Override
		Object lane(@Nullable Object source) {
			return lane((source != null) ? source.hashCode() : 0);
		}

		@Override
		Object anyLane() {
			return lane(this.next.getAndIncrement());
		}

		private Object lane(int hash) {
			return new Lane(this.recipient, Math.floorMod(hash, this.recipient.concurrency()));
		}

	}

	/**
	 * What makes a lane: that of somebody is the same after others have come and gone.
	 */
	private record Lane(Recipient recipient, int number) {

	}

}

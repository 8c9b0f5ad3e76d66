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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import io.github.uxd.UxdAddress;

/**
 * What listeners have replied, in place of a template that sends it.
 */
public final class RecordedReplies implements ReplyOperations {

	private final List<String> peerIds = new CopyOnWriteArrayList<>();

	private final List<String> texts = new CopyOnWriteArrayList<>();

	private final List<UxdAddress> destinations = new CopyOnWriteArrayList<>();

	private final BiFunction<byte[], UxdAddress, CompletableFuture<Void>> sending;

	public RecordedReplies() {
		this((payload, destination) -> CompletableFuture.completedFuture(null));
	}

	public RecordedReplies(BiFunction<byte[], UxdAddress, CompletableFuture<Void>> sending) {
		this.sending = sending;
	}

	@Override
	public CompletableFuture<Void> reply(String peerId, byte[] reply, UxdAddress destination) {
		this.peerIds.add(peerId);
		this.texts.add(new String(reply, StandardCharsets.UTF_8));
		this.destinations.add(destination);
		return this.sending.apply(reply, destination);
	}

	/**
	 * Return which peers the replies were sent by.
	 */
	public List<String> peerIds() {
		return this.peerIds;
	}

	public List<String> texts() {
		return this.texts;
	}

	public List<UxdAddress> destinations() {
		return this.destinations;
	}

}

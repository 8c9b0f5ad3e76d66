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

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

import org.springframework.core.ReactiveAdapter;

/**
 * Sends what a reactive result emits, such as a {@code Mono} or a {@code Flux}: one after
 * the other, the next when the one before is sent. To be touched only where the classes
 * of Reactive Streams are there.
 *
 * @param send sends one, and tells when that is done, and whether the next makes sense:
 * where nobody takes the answers the result is cancelled, which may have no end
 * @param fail is told if the result fails
 * @param complete is told when nothing more comes, or nobody wants it
 */
record ReactiveReply(Function<Object, CompletionStage<Boolean>> send, Consumer<Throwable> fail, Runnable complete) {

	/**
	 * Subscribe to a result.
	 * @param adapter knows its type
	 * @param result the result
	 */
	void subscribe(ReactiveAdapter adapter, Object result) {
		Replies replies = new Replies(this);
		try {
			Publisher<Object> publisher = adapter.toPublisher(result);
			publisher.subscribe(replies);
		}
		catch (Throwable ex) {
			// Reactor doesn't hand on what it takes for fatal, a missing class say.
			replies.onError(ex);
		}
	}

	/**
	 * Asks for one at a time.
	 */
	private static final class Replies implements Subscriber<Object> {

		private final ReactiveReply reply;

		private final AtomicBoolean ended = new AtomicBoolean();

		private @Nullable Subscription subscription;

		Replies(ReactiveReply reply) {
			this.reply = reply;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			subscription.request(1);
		}

		@Override
		public void onNext(Object value) {
			this.reply.send().apply(value).thenAccept(this::goOn);
		}

		private void goOn(boolean sent) {
			Subscription subscription = Objects.requireNonNull(this.subscription);
			if (sent) {
				subscription.request(1);
			}
			else {
				subscription.cancel();
				end(this.reply.complete());
			}
		}

		@Override
		public void onError(Throwable failure) {
			end(() -> this.reply.fail().accept(failure));
		}

		@Override
		public void onComplete() {
			end(this.reply.complete());
		}

		private void end(Runnable how) {
			if (!this.ended.getAndSet(true)) {
				how.run();
			}
		}

	}

}

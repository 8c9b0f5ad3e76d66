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
 */
record ReactiveReply(Function<Object, CompletionStage<Boolean>> send, Consumer<Throwable> fail) {

	/**
	 * Subscribe to a result.
	 * @param adapter knows its type
	 * @param result the result
	 */
	void subscribe(ReactiveAdapter adapter, Object result) {
		Publisher<Object> publisher = adapter.toPublisher(result);
		publisher.subscribe(new Replies(this.send, this.fail));
	}

	/**
	 * Asks for one at a time.
	 */
	private static final class Replies implements Subscriber<Object> {

		private final Function<Object, CompletionStage<Boolean>> send;

		private final Consumer<Throwable> fail;

		private @Nullable Subscription subscription;

		Replies(Function<Object, CompletionStage<Boolean>> send, Consumer<Throwable> fail) {
			this.send = send;
			this.fail = fail;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			subscription.request(1);
		}

		@Override
		public void onNext(Object value) {
			this.send.apply(value).thenAccept(this::goOn);
		}

		private void goOn(boolean sent) {
			Subscription subscription = Objects.requireNonNull(this.subscription);
			if (sent) {
				subscription.request(1);
			}
			else {
				subscription.cancel();
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.fail.accept(failure);
		}

		@Override
		public void onComplete() {
			// All has been sent.
		}

	}

}

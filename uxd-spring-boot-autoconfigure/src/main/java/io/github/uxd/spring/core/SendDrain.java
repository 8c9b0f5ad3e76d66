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
package io.github.uxd.spring.core;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits until nothing waits any more, without a thread for that.
 */
final class SendDrain {

	private final Supplier<List<CompletableFuture<?>>> pending;

	/**
	 * Create a drain.
	 * @param pending tells what waits now
	 */
	SendDrain(Supplier<List<CompletableFuture<?>>> pending) {
		this.pending = pending;
	}

	/**
	 * Call back once nothing waits, or at the deadline; in this thread if that is now,
	 * else in one that ends the last wait.
	 */
	void await(Deadline deadline, Runnable callback) {
		CompletableFuture<?>[] left = this.pending.get()
			.stream()
			.filter((future) -> !future.isDone())
			.toArray(CompletableFuture<?>[]::new);
		if (left.length == 0 || deadline.hasPassed()) {
			callback.run();
			return;
		}
		// Again after that: what has come meanwhile is waited for too.
		CompletableFuture.allOf(left)
			.completeOnTimeout(null, deadline.nanosLeft(), TimeUnit.NANOSECONDS)
			.whenComplete((result, failure) -> await(deadline, callback));
	}

}

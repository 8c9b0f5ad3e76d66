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

import java.util.Objects;

import io.github.uxd.internal.spring.listener.SourceOrderedExecutor.Task;

import org.springframework.core.task.TaskDecorator;

/**
 * A task with what a {@link TaskDecorator} takes along from the thread that makes this.
 * It may run twice at the same time: another thread goes on with what it has left undone
 * when it waits in a stop.
 */
final class DecoratedTask implements Task {

	/**
	 * The lease of the current thread: what is decorated can be given nothing.
	 */
	private static final ThreadLocal<Lease> current = new ThreadLocal<>();

	private final Task task;

	private final Runnable decorated;

	DecoratedTask(Task task, TaskDecorator decorator) {
		this.task = task;
		this.decorated = decorator
			.decorate(() -> task.run(Objects.requireNonNull(current.get(), "A task may not be run in another thread")));
	}

	@Override
	public boolean run(Lease lease) {
		current.set(lease);
		try {
			this.decorated.run();
			return !lease.isTakenAway();
		}
		finally {
			current.remove();
		}
	}

	@Override
	public boolean isBegun() {
		return this.task.isBegun();
	}

}

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
import java.util.function.Consumer;

import io.github.uxd.internal.spring.listener.SourceOrderedExecutor.Task;

import org.springframework.core.task.TaskDecorator;

/**
 * A task with what a {@link TaskDecorator} takes along from the thread that makes this.
 * It is run whatever the decorator fails on. It may run twice at the same time: another
 * thread goes on with what it has left undone when it waits in a stop.
 */
final class DecoratedTask extends Task {

	/**
	 * What this thread runs: what is decorated can be given nothing.
	 */
	private static final ThreadLocal<Run> current = new ThreadLocal<>();

	private final Task task;

	private final Consumer<Throwable> whenFailed;

	private final Runnable decorated;

	/**
	 * Decorate a task.
	 * @param task the task
	 * @param decorator decorates it
	 * @param whenFailed is told what the decorator throws when the task is run
	 */
	DecoratedTask(Task task, TaskDecorator decorator, Consumer<Throwable> whenFailed) {
		this.task = task;
		this.whenFailed = whenFailed;
		this.decorated = decorator.decorate(() -> {
			Run run = Objects.requireNonNull(current.get(), "A task may not be run in another thread");
			run.begun = true;
			task.run(run.lease);
		});
	}

	@Override
	boolean run(Lease lease) {
		Run run = new Run(lease);
		current.set(run);
		try {
			this.decorated.run();
		}
		catch (Throwable ex) {
			this.whenFailed.accept(ex);
		}
		finally {
			current.remove();
		}
		return run.begun ? !lease.isTakenAway() : this.task.run(lease);
	}

	@Override
	boolean isBegun() {
		return this.task.isBegun();
	}

	/**
	 * The task in a thread.
	 */
	private static final class Run {

		private final Lease lease;

		private boolean begun;

		Run(Lease lease) {
			this.lease = lease;
		}

	}

}

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
	 * What the current thread runs: what is decorated can be told nothing.
	 */
	private static final ThreadLocal<Run> current = new ThreadLocal<>();

	private final Task task;

	private final Runnable decorated;

	DecoratedTask(Task task, TaskDecorator decorator) {
		this.task = task;
		this.decorated = decorator.decorate(() -> {
			Run run = Objects.requireNonNull(current.get(), "A task may not be run in another thread");
			run.goesOn = task.run(run.lease);
		});
	}

	@Override
	public boolean run(Lease lease) {
		Run run = new Run(lease);
		current.set(run);
		try {
			this.decorated.run();
			return run.goesOn;
		}
		finally {
			current.remove();
		}
	}

	@Override
	public boolean isBegun() {
		return this.task.isBegun();
	}

	private static final class Run {

		private final Lease lease;

		private boolean goesOn = true;

		Run(Lease lease) {
			this.lease = lease;
		}

	}

}

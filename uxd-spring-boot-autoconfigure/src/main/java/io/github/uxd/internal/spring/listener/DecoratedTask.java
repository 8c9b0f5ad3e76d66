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

package io.github.uxd.internal.spring.listener;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.uxd.spring.listener.DispatchMode;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Makes the threads that listeners run on.
 */
final class ListenerThreads {

	private static final long KEEP_ALIVE_SECONDS = 10;

	private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

	private ListenerThreads() {
	}

	/**
	 * Make an executor.
	 * @param names what the names of the threads begin with, after "uxd-"
	 * @param settings which threads
	 * @return the executor, which has no thread yet, or {@code null} if listeners run on
	 * the thread that receives
	 */
	static @Nullable SourceOrderedExecutor executor(String names, DispatchSettings settings) {
		if (settings.mode() == DispatchMode.CALLER) {
			return null;
		}
		if (settings.mode() == DispatchMode.VIRTUAL && Runtime.version().feature() < FIRST_JDK_WITH_VIRTUAL_THREADS) {
			throw new IllegalArgumentException("Virtual threads need JDK " + FIRST_JDK_WITH_VIRTUAL_THREADS
					+ " or newer, and this is " + Runtime.version().feature());
		}
		String prefix = "uxd-" + names + "-";
		return new SourceOrderedExecutor(() -> (settings.mode() == DispatchMode.VIRTUAL)
				? new VirtualThreadTaskExecutor(prefix) : pool(prefix, settings.threads()), settings.queueCapacity(),
				settings.whenFull());
	}

	private static Executor pool(String prefix, int threads) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), factory);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

}

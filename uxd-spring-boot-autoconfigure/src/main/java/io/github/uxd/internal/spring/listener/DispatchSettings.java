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

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.DispatchOrder;
import io.github.uxd.spring.listener.WhenFull;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Where the listeners of a peer run.
 *
 * @param mode on which threads
 * @param threads how many threads there are at most; counts for {@link DispatchMode#POOL}
 * only
 * @param queueCapacity how many datagrams at most wait for a thread or are being handled;
 * doesn't count for {@link DispatchMode#CALLER}
 * @param whenFull what becomes of one more
 * @param order which datagrams stay in their order
 */
public record DispatchSettings(DispatchMode mode, int threads, int queueCapacity, WhenFull whenFull,
		DispatchOrder order) {

	/**
	 * The default: on the thread that receives, with the kernel's queue alone.
	 */
	public static final DispatchSettings CALLER = new DispatchSettings(DispatchMode.CALLER, 1, 1, WhenFull.BLOCK);

	private static final long KEEP_ALIVE_SECONDS = 10;

	private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

	/**
	 * Create settings with which datagrams of the same source stay in their order.
	 * @param mode on which threads
	 * @param threads how many threads there are at most
	 * @param queueCapacity how many datagrams at most wait for a thread or are being
	 * handled
	 * @param whenFull what becomes of one more
	 */
	public DispatchSettings(DispatchMode mode, int threads, int queueCapacity, WhenFull whenFull) {
		this(mode, threads, queueCapacity, whenFull, DispatchOrder.SOURCE);
	}

	/**
	 * Make what runs the listeners on other threads, which has none until it is needed.
	 * @param names what the names of the threads begin with, after "uxd-"
	 */
	SourceOrderedExecutor executor(String names) {
		if (this.mode == DispatchMode.VIRTUAL && Runtime.version().feature() < FIRST_JDK_WITH_VIRTUAL_THREADS) {
			throw new IllegalArgumentException("Virtual threads need JDK " + FIRST_JDK_WITH_VIRTUAL_THREADS
					+ " or newer, and this is " + Runtime.version().feature());
		}
		String prefix = "uxd-" + names + "-";
		return new SourceOrderedExecutor(
				() -> (this.mode == DispatchMode.VIRTUAL) ? new VirtualThreadTaskExecutor(prefix) : pool(prefix),
				this.queueCapacity, this.whenFull);
	}

	private Executor pool(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		ThreadPoolExecutor pool = new ThreadPoolExecutor(this.threads, this.threads, KEEP_ALIVE_SECONDS,
				TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
		pool.allowCoreThreadTimeOut(true);
		return pool;
	}

}

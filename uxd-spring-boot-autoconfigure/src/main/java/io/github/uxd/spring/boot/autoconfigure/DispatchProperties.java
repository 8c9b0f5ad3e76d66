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
package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.spring.listener.DispatchMode;
import io.github.uxd.spring.listener.DispatchOrder;
import io.github.uxd.spring.listener.WhenFull;

/**
 * Configuration properties of the threads that listeners run on.
 */
public class DispatchProperties {

	/**
	 * Threads that listeners and event listeners run on. Datagrams of the same source
	 * stay in their order on all of them unless "order" says otherwise.
	 */
	private DispatchMode mode = DispatchMode.CALLER;

	/**
	 * Number of threads of a pool at most.
	 */
	private int threads = 4;

	/**
	 * Number of datagrams that may wait for a thread of a pool, or a virtual one, or be
	 * on one.
	 */
	private int queueCapacity = 1000;

	/**
	 * What becomes of a datagram when the queue is full: it waits, and senders feel it,
	 * or it is dropped and counted.
	 */
	private WhenFull whenFull = WhenFull.BLOCK;

	/**
	 * Datagrams that stay in their order on the threads of a pool, or virtual ones; all
	 * others run side by side. Those of the same process need sender-credentials.
	 */
	private DispatchOrder order = DispatchOrder.SOURCE;

	public DispatchMode getMode() {
		return this.mode;
	}

	public void setMode(DispatchMode mode) {
		this.mode = mode;
	}

	public DispatchOrder getOrder() {
		return this.order;
	}

	public void setOrder(DispatchOrder order) {
		this.order = order;
	}

	public int getThreads() {
		return this.threads;
	}

	public void setThreads(int threads) {
		this.threads = threads;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	public WhenFull getWhenFull() {
		return this.whenFull;
	}

	public void setWhenFull(WhenFull whenFull) {
		this.whenFull = whenFull;
	}

}

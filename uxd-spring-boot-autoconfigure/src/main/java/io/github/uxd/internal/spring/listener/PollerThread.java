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

import org.jspecify.annotations.Nullable;

/**
 * A thread that receives. It doesn't keep the application alive: the wish to receive
 * does, whoever does it.
 */
final class PollerThread extends Thread {

	private final ThreadedPeerPoller poller;

	private final Lease lease;

	PollerThread(ThreadedPeerPoller poller, String name, Lease lease, Runnable task) {
		super(task, name);
		this.poller = poller;
		this.lease = lease;
		setDaemon(true);
		lease.bind(this);
	}

	/**
	 * Return the lease of the current thread, if it receives for a poller.
	 */
	static @Nullable Lease currentLease(ThreadedPeerPoller poller) {
		return (currentThread() instanceof PollerThread thread && thread.poller == poller) ? thread.lease : null;
	}

	@Override
	public void interrupt() {
		this.lease.interrupt(super::interrupt);
	}

}

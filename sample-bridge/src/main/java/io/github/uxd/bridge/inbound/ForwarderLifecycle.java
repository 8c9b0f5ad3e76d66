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
package io.github.uxd.bridge.inbound;

import java.time.Duration;

import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Stops the forwarder right after the poller, in the time that is left of the poller's:
 * the two have one deadline.
 */
class ForwarderLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {

	/**
	 * Below the poller's, which stops first.
	 */
	private static final int PHASE = Integer.MAX_VALUE - 101;

	private final TopicForwarder forwarder;

	private final Duration timeout;

	private volatile boolean running;

	private volatile long deadline;

	private volatile boolean closing;

	ForwarderLifecycle(TopicForwarder forwarder, Duration timeout) {
		this.forwarder = forwarder;
		this.timeout = timeout;
	}

	@Override
	public void onApplicationEvent(ContextClosedEvent event) {
		this.deadline = System.nanoTime() + this.timeout.toNanos();
		this.closing = true;
	}

	@Override
	public void start() {
		this.forwarder.start();
		this.running = true;
	}

	@Override
	public void stop() {
		Duration left = this.closing ? Duration.ofNanos(this.deadline - System.nanoTime()) : this.timeout;
		try {
			this.forwarder.stop(left);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}

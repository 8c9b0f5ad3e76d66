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
package io.github.uxd.sample.console;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.uxd.spring.endpoint.UxdEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The pages that are open. While there are any, one thread tells them some times a second
 * what the peers do and what has arrived; without any there is no thread. It stops before
 * all else, so that the web server doesn't wait for pages that stay open. Thread-safe.
 */
@Component
class Pages implements SmartLifecycle {

	/**
	 * How many may be open at a time: each is told all that is shown.
	 */
	static final int MAXIMUM = 8;

	private static final int PER_SECOND = 4;

	/**
	 * How long the stop waits for pages that are slow.
	 */
	private static final Duration FAREWELL = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(Pages.class);

	private final List<Page> pages = new ArrayList<>();

	private ScheduledThreadPoolExecutor ticker = newTicker();

	private final Welcome welcome;

	private final Samples samples;

	private final UxdPeers peers;

	private final UxdEndpoint endpoint;

	private final MeterRegistry meters;

	private final JsonMapper json;

	private @Nullable Future<?> ticks;

	private boolean running;

	Pages(@Value("${spring.application.name:}") String application,
			@Value("${console.read-only:false}") boolean readOnly, Samples samples, UxdPeers peers,
			UxdListenerRegistry listeners, MeterRegistry meters, JsonMapper json) {
		this.welcome = new Welcome(application, UUID.randomUUID().toString(), Instant.now(),
				Runtime.version().feature(), 2 * Samples.PER_SECOND, readOnly);
		this.samples = samples;
		this.peers = peers;
		this.endpoint = new UxdEndpoint(peers, listeners);
		this.meters = meters;
		this.json = json;
	}

	private static ScheduledThreadPoolExecutor newTicker() {
		ScheduledThreadPoolExecutor ticker = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "uxd-console");
			thread.setDaemon(true);
			return thread;
		});
		ticker.setKeepAliveTime(1, TimeUnit.SECONDS);
		ticker.allowCoreThreadTimeOut(true);
		ticker.setRemoveOnCancelPolicy(true);
		ticker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		return ticker;
	}

	/**
	 * Open a page.
	 * @return the page, or {@code null} if there are too many or the application stops
	 */
	synchronized @Nullable Page open() {
		if (!this.running || this.pages.size() == MAXIMUM) {
			return null;
		}
		Page page = new Page(this);
		page.offer(event("welcome", this.welcome));
		if (this.ticks == null) {
			this.samples.begin(this.peers.getAll());
			this.ticks = this.ticker.scheduleAtFixedRate(this::tick, 0, TimeUnit.SECONDS.toMillis(1) / PER_SECOND,
					TimeUnit.MILLISECONDS);
		}
		this.pages.add(page);
		return page;
	}

	/**
	 * Forget a page.
	 * @param page the page
	 */
	synchronized void close(Page page) {
		this.pages.remove(page);
		if (this.pages.isEmpty() && this.ticks != null) {
			this.ticks.cancel(false);
			this.ticks = null;
			this.samples.end();
		}
		endTicker();
	}

	private void endTicker() {
		if (!this.running && this.pages.isEmpty()) {
			this.ticker.shutdown();
		}
	}

	private void tick() {
		try {
			Samples.Taken taken = this.samples.take(PER_SECOND);
			byte[] event = event("frame", new Frame(Instant.now(),
					this.endpoint.peers().peers().stream().map((peer) -> PeerView.of(peer, this.meters)).toList(),
					taken.datagrams(), taken.troubles()));
			tell(event);
		}
		catch (RuntimeException ex) {
			// Thrown on, it would end all ticks.
			logger.warn("The console has left out a frame", ex);
		}
	}

	private synchronized void tell(byte[] event) {
		this.pages.forEach((page) -> page.offer(event));
	}

	private byte[] event(String name, Object data) {
		return ("event: " + name + "\ndata: " + this.json.writeValueAsString(data) + "\n\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public synchronized void start() {
		if (this.ticker.isShutdown()) {
			this.ticker = newTicker();
		}
		this.running = true;
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		this.pages.forEach(Page::close);
		this.ticker.schedule(this::abort, FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
		endTicker();
	}

	private synchronized void abort() {
		this.pages.forEach(Page::abort);
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	/**
	 * What a page is told first.
	 *
	 * @param application the name of the application
	 * @param instance what no other start of it has
	 * @param started when it was started
	 * @param java the version of Java
	 * @param perSecond how many datagrams of a peer are shown a second at most, those
	 * that fail included
	 * @param readOnly whether nothing may be changed or sent
	 */
	record Welcome(String application, String instance, Instant started, int java, int perSecond, boolean readOnly) {

	}

	/**
	 * What a page is told again and again.
	 *
	 * @param time when
	 * @param peers the peers
	 * @param datagrams what has arrived, some of it
	 * @param troubles what went wrong with that
	 */
	record Frame(Instant time, List<PeerView> peers, List<Sample> datagrams, List<Trouble> troubles) {

	}

}

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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A page that is open in a browser, and what is to be sent to it. One that reads slowly
 * misses frames, and is told how many; one that reads nothing at all for a while is
 * closed. No thread ever waits for it. Thread-safe.
 */
class Page implements WriteListener, AsyncListener {

	/**
	 * How long a page may take nothing of what is sent to it.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int WAITING = 8;

	private static final byte[] BYE = "event: bye\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8);

	private final Queue<byte[]> events = new ArrayDeque<>(WAITING);

	private final Pages pages;

	private int missed;

	/**
	 * Set once it is begun.
	 */
	private @Nullable AsyncContext exchange;

	private @Nullable Runnable abort;

	private long lastReady;

	private boolean unflushed;

	private boolean closing;

	/**
	 * Once it is, the exchange may be that of somebody else.
	 */
	private boolean ended;

	Page(Pages pages) {
		this.pages = pages;
	}

	/**
	 * Begin to send events. The caller's thread is needed no more.
	 * @param request what the page has asked
	 * @param response where to send to
	 * @throws IOException if the page is closed
	 */
	void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
		AsyncContext exchange = request.startAsync(request, response);
		exchange.setTimeout(0);
		exchange.addListener(this);
		// What others do with the response until it is sent, they do in this thread.
		response.flushBuffer();
		synchronized (this) {
			this.exchange = exchange;
			this.abort = ConnectionAbort.of(request);
			this.lastReady = System.nanoTime();
		}
		response.getOutputStream().setWriteListener(this);
	}

	/**
	 * Have an event sent.
	 * @param event the event, as it is sent
	 */
	synchronized void offer(byte[] event) {
		if (this.closing) {
			return;
		}
		if (this.events.size() < WAITING) {
			this.events.add(event);
		}
		else {
			this.missed++;
		}
		write();
		if (System.nanoTime() - this.lastReady > PATIENCE.toNanos()) {
			abort();
		}
	}

	/**
	 * Have no more sent but the farewell.
	 */
	synchronized void close() {
		this.closing = true;
		this.events.clear();
		this.events.add(BYE);
		write();
	}

	/**
	 * End the connection, whether the page has been told or not.
	 */
	synchronized void abort() {
		if (!this.ended && this.abort != null) {
			this.ended = true;
			this.abort.run();
		}
	}

	@Override
	public synchronized void onWritePossible() {
		write();
	}

	private void write() {
		if (this.exchange == null) {
			return;
		}
		try {
			ServletOutputStream output = this.exchange.getResponse().getOutputStream();
			while (!this.ended && output.isReady()) {
				this.lastReady = System.nanoTime();
				if (!this.events.isEmpty()) {
					output.write(next());
					this.unflushed = true;
				}
				else if (this.unflushed) {
					output.flush();
					this.unflushed = false;
				}
				else if (this.closing) {
					this.ended = true;
					this.exchange.complete();
				}
				else {
					return;
				}
			}
		}
		catch (IOException ex) {
			// The page was closed.
			abort();
		}
	}

	private byte[] next() {
		if (this.missed > 0) {
			byte[] event = ("event: missed\ndata: " + this.missed + "\n\n").getBytes(StandardCharsets.UTF_8);
			this.missed = 0;
			return event;
		}
		return this.events.remove();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		synchronized (this) {
			this.ended = true;
		}
		this.pages.close(this);
	}

	@Override
	public void onError(Throwable failure) {
		// The other one is told of it, too.
	}

	@Override
	public void onError(AsyncEvent event) {
		synchronized (this) {
			this.ended = true;
		}
		event.getAsyncContext().complete();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		// There is none.
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Nobody starts it again.
	}

}

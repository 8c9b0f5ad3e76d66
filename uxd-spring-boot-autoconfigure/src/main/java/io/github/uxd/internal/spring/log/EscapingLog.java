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
package io.github.uxd.internal.spring.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import io.github.uxd.internal.text.EscapedFailure;
import io.github.uxd.text.OneLine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A log in which nothing stands raw that others have chosen: neither in a message nor in
 * what exceptions, their causes and what they have suppressed say. All that this module
 * logs goes this way. It never fails whoever logs: what can't be written, for want of
 * memory say, is counted, and the next message says so. Thread-safe.
 */
public final class EscapingLog {

	/**
	 * Far more than our messages have, with the longest address in them.
	 */
	private static final int LONGEST_MESSAGE = 4000;

	private final Log log;

	/*
	 * Made at the start: to log takes no memory but for what is logged.
	 */

	private final BiConsumer<Object, @Nullable Throwable> debug;

	private final BiConsumer<Object, @Nullable Throwable> info;

	private final BiConsumer<Object, @Nullable Throwable> warn;

	private final BiConsumer<Object, @Nullable Throwable> error;

	private final AtomicLong unwritten = new AtomicLong();

	/**
	 * Create a log.
	 * @param name its name, one of {@link LogNames}
	 */
	public EscapingLog(String name) {
		Log log = LogFactory.getLog(name);
		this.log = log;
		this.debug = log::debug;
		this.info = log::info;
		this.warn = log::warn;
		this.error = log::error;
	}

	/**
	 * Return whether messages at level debug are logged.
	 * @return {@code true} if so
	 */
	public boolean isDebugEnabled() {
		return this.log.isDebugEnabled();
	}

	/**
	 * Log a message at level debug.
	 * @param message the message
	 */
	public void debug(String message) {
		if (this.log.isDebugEnabled()) {
			write(this.debug, message, null);
		}
	}

	/**
	 * Log a message at level debug, with a stack trace.
	 * @param message the message
	 * @param failure whose stack trace
	 */
	public void debug(String message, Throwable failure) {
		if (this.log.isDebugEnabled()) {
			write(this.debug, message, failure);
		}
	}

	/**
	 * Log a message at level info.
	 * @param message the message
	 */
	public void info(String message) {
		write(this.info, message, null);
	}

	/**
	 * Log a message at level warn.
	 * @param message the message
	 */
	public void warn(String message) {
		write(this.warn, message, null);
	}

	/**
	 * Log a message at level warn, with a stack trace.
	 * @param message the message
	 * @param failure whose stack trace
	 */
	public void warn(String message, Throwable failure) {
		write(this.warn, message, failure);
	}

	/**
	 * Log what others are to blame for: in one line at level warn; where level debug is
	 * logged, there, with the stack trace.
	 * @param message the message
	 * @param failure what it came to
	 */
	public void warnInOneLine(String message, Throwable failure) {
		if (this.log.isDebugEnabled()) {
			debug(message, failure);
		}
		else {
			warn(message + ": " + OneLine.of(failure));
		}
	}

	/**
	 * Log a message at level error, with a stack trace.
	 * @param message the message
	 * @param failure whose stack trace
	 */
	public void error(String message, Throwable failure) {
		write(this.error, message, failure);
	}

	/**
	 * Log a message at level error.
	 * @param message the message
	 */
	public void error(String message) {
		write(this.error, message, null);
	}

	private void write(BiConsumer<Object, @Nullable Throwable> level, String message, @Nullable Throwable failure) {
		long before = this.unwritten.get();
		try {
			String text = (before > 0) ? message + " (" + before + " messages before this could not be written)"
					: message;
			level.accept(escape(text), (failure != null) ? EscapedFailure.of(failure) : null);
			this.unwritten.addAndGet(-before);
		}
		catch (Throwable ex) {
			// Whoever logs goes on: of an Error that comes after another, for want of
			// memory say, nobody can be told but by the next message.
			this.unwritten.incrementAndGet();
		}
	}

	/**
	 * Escape what a message ought not to hold, but leave one that is fit as it is: the
	 * escapes in it have been made already.
	 */
	private static String escape(String message) {
		return OneLine.isOne(message, LONGEST_MESSAGE) ? message : OneLine.of(message, LONGEST_MESSAGE);
	}

}

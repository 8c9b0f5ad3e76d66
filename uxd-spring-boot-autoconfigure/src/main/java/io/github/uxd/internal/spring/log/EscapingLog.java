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

import io.github.uxd.internal.text.EscapedFailure;
import io.github.uxd.text.OneLine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A log in which nothing stands raw that others have chosen: neither in a message nor in
 * what exceptions, their causes and what they have suppressed say. All that this module
 * logs goes this way. It never fails whoever logs: where there is no memory for a message
 * there is none. Thread-safe.
 */
public final class EscapingLog {

	/**
	 * Far more than our messages have, with the longest address in them.
	 */
	private static final int LONGEST_MESSAGE = 4000;

	private final Log log;

	/**
	 * Create a log.
	 * @param name its name, one of {@link LogNames}
	 */
	public EscapingLog(String name) {
		this.log = LogFactory.getLog(name);
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
			write(Level.DEBUG, message, null);
		}
	}

	/**
	 * Log a message at level debug, with a stack trace.
	 * @param message the message
	 * @param failure whose stack trace
	 */
	public void debug(String message, Throwable failure) {
		if (this.log.isDebugEnabled()) {
			write(Level.DEBUG, message, failure);
		}
	}

	/**
	 * Log a message at level info.
	 * @param message the message
	 */
	public void info(String message) {
		write(Level.INFO, message, null);
	}

	/**
	 * Log a message at level warn.
	 * @param message the message
	 */
	public void warn(String message) {
		write(Level.WARN, message, null);
	}

	/**
	 * Log a message at level warn, with a stack trace.
	 * @param message the message
	 * @param failure whose stack trace
	 */
	public void warn(String message, Throwable failure) {
		write(Level.WARN, message, failure);
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
		write(Level.ERROR, message, failure);
	}

	/**
	 * Log a message at level error.
	 * @param message the message
	 */
	public void error(String message) {
		write(Level.ERROR, message, null);
	}

	private void write(Level level, String message, @Nullable Throwable failure) {
		try {
			String text = escape(message);
			Throwable escaped = (failure != null) ? EscapedFailure.of(failure) : null;
			switch (level) {
				case DEBUG -> this.log.debug(text, escaped);
				case INFO -> this.log.info(text, escaped);
				case WARN -> this.log.warn(text, escaped);
				case ERROR -> this.log.error(text, escaped);
			}
		}
		catch (Throwable ex) {
			// Of an Error that comes after another, for want of memory say, nobody can be
			// told; and whoever logs has something to go on with.
			return;
		}
	}

	/**
	 * Escape what a message ought not to hold, but leave one that is fit as it is: the
	 * escapes in it have been made already.
	 */
	private static String escape(String message) {
		return OneLine.isOne(message, LONGEST_MESSAGE) ? message : OneLine.of(message, LONGEST_MESSAGE);
	}

	private enum Level {

		DEBUG, INFO, WARN, ERROR

	}

}

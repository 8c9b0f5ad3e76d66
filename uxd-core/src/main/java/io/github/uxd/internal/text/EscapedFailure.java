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
package io.github.uxd.internal.text;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a log for an exception that says what others have chosen: with the stack
 * trace of that one, and what it says {@linkplain OneLine escaped and cut}; its causes
 * and what it has suppressed likewise.
 */
public final class EscapedFailure extends Exception {

	private static final long serialVersionUID = 1L;

	/**
	 * How many characters a message may have. Who reads a stack trace wants more than a
	 * line.
	 */
	private static final int MAXIMUM_LENGTH = 1000;

	/**
	 * How many exceptions that hang together are shown.
	 */
	private static final int MAXIMUM_COUNT = 50;

	/**
	 * Stands for a cause that can't be had; never part of a result itself.
	 */
	private static final EscapedFailure UNKNOWN_CAUSE = new EscapedFailure("... and a cause that can't be had");

	private EscapedFailure(String text) {
		super(text);
	}

	/**
	 * Make an exception fit for a log. Never throws what the exception throws when it is
	 * asked for something, but for errors of the virtual machine: what can't be had is
	 * left out.
	 * @param failure the exception
	 * @return the exception itself if nothing that it, its causes and what they have
	 * suppressed say needs an escape, is longer than 1,000 characters or can't be had;
	 * else what stands for it
	 */
	public static Throwable of(Throwable failure) {
		return isHarmless(failure, identitySet()) ? failure : escape(failure, identitySet());
	}

	private static Set<Throwable> identitySet() {
		return Collections.newSetFromMap(new IdentityHashMap<>());
	}

	private static boolean isHarmless(Throwable failure, Set<Throwable> seen) {
		if (!seen.add(failure)) {
			return true;
		}
		String text = text(failure);
		if (failure == UNKNOWN_CAUSE || text == null || !OneLine.isOne(text, MAXIMUM_LENGTH)
				|| stackTrace(failure) == null || seen.size() > MAXIMUM_COUNT) {
			return false;
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			if (!isHarmless(suppressed, seen)) {
				return false;
			}
		}
		Throwable cause = cause(failure);
		return cause == null || isHarmless(cause, seen);
	}

	private static EscapedFailure escape(Throwable failure, Set<Throwable> seen) {
		if (seen.size() >= MAXIMUM_COUNT) {
			return new EscapedFailure("... and others, which are not shown");
		}
		String text = text(failure);
		EscapedFailure escaped = new EscapedFailure((text != null) ? OneLine.of(text, MAXIMUM_LENGTH)
				: failure.getClass().getName() + ", whose message can't be had");
		if (!seen.add(failure)) {
			// A circle: it was shown already.
			return escaped;
		}
		List<StackTraceElement> stackTrace = stackTrace(failure);
		if (stackTrace != null) {
			escaped.setStackTrace(stackTrace.toArray(StackTraceElement[]::new));
		}
		for (Throwable suppressed : failure.getSuppressed()) {
			if (seen.size() >= MAXIMUM_COUNT) {
				break;
			}
			escaped.addSuppressed(escape(suppressed, seen));
		}
		Throwable cause = cause(failure);
		if (cause != null) {
			escaped.initCause(escape(cause, seen));
		}
		return escaped;
	}

	/**
	 * Return what a log would show: some call {@code toString}, some take the class and
	 * the message.
	 * @return the text, or {@code null} if asking for it fails
	 */
	private static @Nullable String text(Throwable failure) {
		return ask(() -> {
			String text = String.valueOf(failure);
			String message = failure.getMessage();
			return (message == null || text.contains(message)) ? text : text + ": " + message;
		}, null);
	}

	private static @Nullable Throwable cause(Throwable failure) {
		return ask(() -> failure.getCause(), UNKNOWN_CAUSE);
	}

	private static @Nullable List<StackTraceElement> stackTrace(Throwable failure) {
		return ask(() -> List.of(failure.getStackTrace()), null);
	}

	/**
	 * Ask an exception of others, whose methods may throw anything.
	 */
	private static <T> @Nullable T ask(Supplier<@Nullable T> question, @Nullable T unknown) {
		try {
			return question.get();
		}
		catch (StackOverflowError ex) {
			// Not the machine's fault: it asks itself, on and on.
			return unknown;
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			return unknown;
		}
	}

	@Override
	public synchronized Throwable fillInStackTrace() {
		// It gets that of the exception that it stands for.
		return this;
	}

	/**
	 * Return what the exception that this stands for would.
	 * @return its class and message, escaped
	 */
	@Override
	public String toString() {
		return String.valueOf(getMessage());
	}

}

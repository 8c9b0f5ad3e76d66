package io.github.uxd.spring.listener;

import java.time.Duration;

/**
 * Keeps what can happen a hundred thousand times a second from filling the log: one
 * message a second is let through. Thread-safe.
 */
public final class LogLimit {

	private static final int LONGEST_TEXT = 200;

	private static final long PAUSE = Duration.ofSeconds(1).toNanos();

	private long lastLogged = System.nanoTime() - PAUSE;

	private long unlogged;

	/**
	 * Return what an exception says, for a place in one line: who sends what can't be
	 * read chooses a part of it.
	 * @param failure the exception
	 * @return its class and message, without line breaks and what else is no text, cut to
	 * a length that a line can bear
	 */
	public static String oneLine(Throwable failure) {
		StringBuilder line = new StringBuilder();
		String.valueOf(failure).codePoints().limit(LONGEST_TEXT).forEach((character) -> {
			int type = Character.getType(character);
			if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
					|| type == Character.PARAGRAPH_SEPARATOR || character == '\\') {
				line.append(String.format("\\u%04x", character));
			}
			else {
				line.appendCodePoint(character);
			}
		});
		return line.toString();
	}

	/**
	 * Ask whether to log now.
	 * @return how many messages were not logged since the last one that was, or -1 if
	 * this one isn't to be logged either
	 */
	public synchronized long ask() {
		long now = System.nanoTime();
		if (now - this.lastLogged < PAUSE) {
			this.unlogged++;
			return -1;
		}
		this.lastLogged = now;
		long unlogged = this.unlogged;
		this.unlogged = 0;
		return unlogged;
	}

}

package io.github.uxd.spring.core;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.uxd.UxdAddress;

/**
 * Knows which destinations read what they are sent, as far as one number tells that: how
 * much of the send buffer, which all destinations share, is taken. Not thread-safe.
 * <p>
 * A destination counts as having read what it was sent last once the buffer is no fuller
 * than before that was sent. Where several were sent something just before, that may be
 * put down to the wrong one. So there is a score, which grows with each datagram that a
 * destination seems to have read, and shrinks when it is sent the next one without having
 * read the last; and the first point is given only where nobody else can have earned it.
 * <p>
 * The buffer is shared out by that: the half to everybody; three quarters to those that
 * aren't known to have left anything unread; all of it to those that have read before.
 */
final class Readers {

	/**
	 * The best score. So many datagrams a destination may be sent, after it has ceased to
	 * read, into the part of the buffer that is kept for those that do.
	 */
	private static final int BEST_SCORE = 8;

	/**
	 * How many destinations to remember.
	 */
	private static final int MOST_REMEMBERED = 1000;

	/**
	 * How long somebody who reads may take for that, in nanoseconds.
	 */
	static final long TIME_TO_READ = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * What may not have been read yet. No longer than what fits into the buffer.
	 */
	private final Map<UxdAddress, Sent> unread = new HashMap<>();

	private final Map<UxdAddress, Integer> scores = new LinkedHashMap<>(16, 0.75f, true) {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<UxdAddress, Integer> eldest) {
			return size() > MOST_REMEMBERED;
		}

	};

	/**
	 * Take note of how much of the buffer is taken.
	 * @param used the number of bytes
	 * @param now the time, on the clock of {@link System#nanoTime()}
	 */
	void observe(int used, long now) {
		boolean certain = this.unread.values().stream().filter((sent) -> now - sent.time < TIME_TO_READ).count() < 2;
		for (Iterator<Map.Entry<UxdAddress, Sent>> entries = this.unread.entrySet().iterator(); entries.hasNext();) {
			Map.Entry<UxdAddress, Sent> entry = entries.next();
			if (used <= entry.getValue().before) {
				entries.remove();
				if (certain || score(entry.getKey()) > 0) {
					this.scores.put(entry.getKey(), Math.min(score(entry.getKey()) + 1, BEST_SCORE));
				}
			}
		}
	}

	/**
	 * Return whether a destination may be sent something now.
	 * @param used how much of the buffer is taken
	 * @param size the size of the buffer
	 */
	boolean mayBeSent(UxdAddress destination, int used, int size) {
		if (used < size / 2 || score(destination) > 0) {
			return true;
		}
		return used < size / 4 * 3 && !this.unread.containsKey(destination);
	}

	/**
	 * Take note of what was sent.
	 * @param used how much of the buffer was taken before
	 * @param now the time, on the clock of {@link System#nanoTime()}
	 */
	void sent(UxdAddress destination, int used, long now) {
		if (this.unread.put(destination, new Sent(used, now)) != null) {
			this.scores.computeIfPresent(destination, (key, score) -> (score > 1) ? score - 1 : null);
		}
	}

	private int score(UxdAddress destination) {
		return this.scores.getOrDefault(destination, 0);
	}

	/**
	 * The last datagram that a destination was sent.
	 *
	 * @param before how much of the buffer was taken before that
	 * @param time when that was
	 */
	private record Sent(int before, long time) {

	}

}

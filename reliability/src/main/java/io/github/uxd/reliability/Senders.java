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
package io.github.uxd.reliability;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All senders of a scenario.
 *
 * @param load what each of them sends
 * @param all the senders
 */
public record Senders(Load load, List<Sender> all) {

	/**
	 * Return these senders and others with the same load.
	 * @param more the others
	 * @return all of them
	 */
	public Senders and(Senders more) {
		return new Senders(this.load, Stream.concat(this.all.stream(), more.all().stream()).toList());
	}

	/**
	 * Return how many datagrams the kernel has accepted from them.
	 * @return the number
	 */
	public long accepted() {
		return this.all.stream().mapToLong((sender) -> sender.journal().accepted()).sum();
	}

	/**
	 * Return whether all have ended.
	 * @return {@code true} if so
	 */
	public boolean haveEnded() {
		return this.all.stream().allMatch(Sender::hasEnded);
	}

	/**
	 * Wait until they have ended, with what they were to send sent.
	 * @param atMost how long at most
	 */
	public void awaitEnd(Duration atMost) {
		Patience.until("the end of the senders: " + this.all, atMost, this::haveEnded);
		this.all.forEach(Sender::checkEnd);
	}

	/**
	 * Tell them to end, and wait until they have.
	 */
	public void end() {
		this.all.forEach(Sender::end);
		awaitEnd(Patience.USUAL);
	}

	/**
	 * Return how often the kernel did not accept a datagram at once, by the error.
	 * @return the numbers by the errors' names
	 */
	public Map<String, Long> retries() {
		Map<String, Long> retries = new TreeMap<>();
		this.all
			.forEach((sender) -> sender.journal().retries().forEach((name, n) -> retries.merge(name, n, Long::sum)));
		return retries;
	}

	/**
	 * Return how often a datagram was not accepted for another reason than a full queue:
	 * nobody was there.
	 * @return the number
	 */
	public long refused() {
		return retries().values().stream().mapToLong(Long::longValue).sum() - retries().getOrDefault("EAGAIN", 0L);
	}

	/**
	 * Wait until they have found no room, some time from now on.
	 */
	public void awaitFull() {
		long before = retries().getOrDefault("EAGAIN", 0L);
		Patience.until("senders that wait for room", Patience.USUAL,
				() -> retries().getOrDefault("EAGAIN", 0L) > before);
	}

}

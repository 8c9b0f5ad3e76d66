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

import java.util.Map;

/**
 * What the judge has found. A number each; that of a promise kept is 0, but for the first
 * two.
 *
 * @param sent what the kernel has accepted
 * @param handled what was handled, each datagram counted once
 * @param lost what was accepted, and never handled
 * @param twice what was handled again
 * @param reordered what was handled after a later one of its sender
 * @param corrupt what was not as it was sent
 * @param unknown what was handled and never accepted
 * @param lostWith what is lost by the number of the first process that handled a later
 * one of the same sender: it went when that one was not there yet
 */
public record Verdict(long sent, long handled, long lost, long twice, long reordered, long corrupt, long unknown,
		Map<Integer, Integer> lostWith) {

	/**
	 * Return how many were lost at once.
	 * @return the most that are missing between two processes
	 */
	public int mostLostAtOnce() {
		return this.lostWith.values().stream().mapToInt(Integer::intValue).max().orElse(0);
	}

	/**
	 * Return whether every datagram was handled once, whole and in order.
	 * @return {@code true} if so
	 */
	public boolean isClean() {
		return this.lost == 0 && isSound();
	}

	/**
	 * Return whether what was handled was handled once, whole and in order, though
	 * something may be missing.
	 * @return {@code true} if so
	 */
	public boolean isSound() {
		return this.twice == 0 && this.reordered == 0 && this.corrupt == 0 && this.unknown == 0;
	}

}

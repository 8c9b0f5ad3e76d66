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
package io.github.uxd;

/**
 * What sockets of a peer have in common that follow one another: whoever uses it holds
 * it, and when the last one lets go of it, it ends. So nobody has to know who else still
 * needs it. Thread-safe.
 */
abstract class Shared {

	private int holders = 1;

	/**
	 * Hold it, too.
	 * @return {@code false} if it has ended
	 */
	final synchronized boolean hold() {
		if (this.holders <= 0) {
			return false;
		}
		this.holders++;
		return true;
	}

	/**
	 * Let go of it.
	 */
	final void letGo() {
		if (isLast()) {
			end();
		}
	}

	private synchronized boolean isLast() {
		this.holders--;
		return this.holders == 0;
	}

	/**
	 * Called once, when nobody holds it any more.
	 */
	abstract void end();

}

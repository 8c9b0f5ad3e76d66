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
package io.github.uxd.reliability.application;

/**
 * What an application does wrong that is to be found out: the run has to fail.
 */
enum Fault {

	/**
	 * It does nothing wrong.
	 */
	NONE,

	/**
	 * It doesn't write a datagram down.
	 */
	LOSE,

	/**
	 * It handles a datagram twice.
	 */
	REPEAT,

	/**
	 * It handles a datagram after the next one.
	 */
	SWAP,

	/**
	 * It gets a datagram with a bit that is another.
	 */
	FLIP,

	/**
	 * It keeps what it gets, and a thread and a descriptor with it.
	 */
	LEAK,

	/**
	 * It counts nothing that is dropped.
	 */
	COUNT_NOTHING,

	/**
	 * It answers twice.
	 */
	ANSWER_TWICE

}

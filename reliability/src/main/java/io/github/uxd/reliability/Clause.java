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

/**
 * The parts of the promise.
 */
public enum Clause {

	/**
	 * What the kernel has accepted is handed over.
	 */
	HANDED_OVER("A datagram whose send succeeded is handed over once, whole, in order per sender"),

	/**
	 * Also when the application stops.
	 */
	STOPPED("… when the application stops under load, too"),

	/**
	 * What a stop has no time for.
	 */
	COUNTED("… and every exception is counted and logged"),

	/**
	 * What a kill costs.
	 */
	KILLED("… unless the process is killed"),

	/**
	 * What it costs where somebody else holds the socket.
	 */
	ACTIVATED("… and with socket activation not even then, but for what the listeners had in hand"),

	/**
	 * Whatever else happens.
	 */
	DISTURBED("… whatever is done to the socket file, the machine's resources and the process"),

	/**
	 * Whatever the application's own code does.
	 */
	LISTENERS("… whatever a listener throws"),

	/**
	 * Nothing grows.
	 */
	RESOURCES("Memory, threads and descriptors at the end are what they were at the start"),

	/**
	 * Questions and answers.
	 */
	ANSWERED("A request is answered once, with its own answer");

	private final String text;

	Clause(String text) {
		this.text = text;
	}

	/**
	 * Return what is promised.
	 * @return a sentence, or how the one before goes on
	 */
	public String text() {
		return this.text;
	}

}

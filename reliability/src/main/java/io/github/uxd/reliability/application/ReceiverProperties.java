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

import java.nio.file.Path;

import io.github.uxd.reliability.journal.Payload;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application that receives is to do.
 *
 * @param directory where it writes its journal and its counters
 * @param incarnation how many were started before it
 * @param capacity for how many datagrams the journal has room
 * @param shortest the length of the shortest datagram in bytes
 * @param longest the length of the longest
 * @param peers how many peers there are that take turns: their ids are p and a number
 * @param listener what kind of listener it has
 * @param behaviour what that does with a datagram
 * @param allocateUntil if given, a thread fills the heap again and again until there is
 * this file
 * @param latency whether to record how long datagrams took
 * @param fault what it does wrong: the run has to fail
 * @param faultOneIn with every so-many-th datagram
 */
@ConfigurationProperties("reliability")
record ReceiverProperties(Path directory, int incarnation, @DefaultValue("10000000") int capacity,
		@DefaultValue("1") int shortest, @DefaultValue("60000") int longest, @DefaultValue("1") int peers,
		@DefaultValue("method") ListenerKind listener, @DefaultValue("fast") Behaviour behaviour,
		@Nullable Path allocateUntil, @DefaultValue("false") boolean latency, @DefaultValue("none") Fault fault,
		@DefaultValue("1000") int faultOneIn) {

	Payload payload() {
		return new Payload(this.shortest, this.longest);
	}

	Path journal() {
		return this.directory.resolve("receiver-" + this.incarnation + ".journal");
	}

	Path counters(String name) {
		return this.directory.resolve("counters-" + this.incarnation + "-" + name);
	}

	/**
	 * Who is called for a datagram.
	 */
	enum ListenerKind {

		/**
		 * An {@code @UxdListener} method.
		 */
		METHOD,

		/**
		 * An {@code @EventListener} method, for all peers that there are.
		 */
		EVENT,

		/**
		 * A handler of views.
		 */
		HANDLER,

		/**
		 * One that answers with the number after that which it gets.
		 */
		RALLY,

		/**
		 * One that answers with what it gets: a text that ends with a number.
		 */
		ECHO

	}

}

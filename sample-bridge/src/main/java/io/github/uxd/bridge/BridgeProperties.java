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
package io.github.uxd.bridge;

import java.nio.file.Path;
import java.time.Duration;

import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the bridge.
 *
 * @param topic the topic between the two halves
 * @param in the half that hands on what a peer receives
 * @param out the half that sends
 * @param broker the broker
 */
@ConfigurationProperties("bridge")
public record BridgeProperties(@DefaultValue("datagrams") String topic, @DefaultValue In in, @DefaultValue Out out,
		@DefaultValue Broker broker) {

	/**
	 * From the peer to the topic.
	 *
	 * @param enabled whether there is this half
	 * @param peer the id of the peer; empty for the primary one
	 * @param maxInFlight how many datagrams may be on the way to the broker before it has
	 * acknowledged them
	 * @param maxInFlightSize how many bytes these may have
	 * @param slowAfter how long a datagram may be on the way until health is down
	 */
	public record In(@DefaultValue("true") boolean enabled, @DefaultValue("") String peer,
			@DefaultValue("1000") int maxInFlight, @DefaultValue("8MB") DataSize maxInFlightSize,
			@DefaultValue("5s") Duration slowAfter) {

	}

	/**
	 * From the topic to sockets.
	 *
	 * @param destination where to, unless the record says; there is this half if that or
	 * the header is given
	 * @param destinationHeader the name of the header of a record that tells where to.
	 * Whoever may write to the topic chooses then
	 * @param group the group of consumers that share the work
	 * @param missingFor how long to try again if the destination isn't there, before the
	 * record goes to the dead letters
	 * @param slowAfter how long a partition may wait until health is down
	 */
	public record Out(@Nullable String destination, @Nullable String destinationHeader,
			@DefaultValue("bridge") String group, @DefaultValue("1m") Duration missingFor,
			@DefaultValue("5s") Duration slowAfter) {

		/**
		 * Return where to, unless the record says.
		 * @return the address, or {@code null} if only a record can say
		 */
		public @Nullable UxdAddress address() {
			return (this.destination != null) ? UxdAddress.parse(this.destination) : null;
		}

	}

	/**
	 * The broker.
	 *
	 * @param embedded whether it runs in this JVM; by default only if
	 * {@code spring.kafka.bootstrap-servers} is not given
	 * @param directory where the one in this JVM keeps everything
	 * @param port the port of the one in this JVM; 0 for any that is free
	 * @param partitions how many partitions a topic has that the one in this JVM makes
	 * @param checkInterval how often to look whether the broker answers
	 */
	public record Broker(@Nullable Boolean embedded, @Nullable Path directory, @DefaultValue("0") int port,
			@DefaultValue("4") int partitions, @DefaultValue("1s") Duration checkInterval) {

		/**
		 * Return where the one in this JVM keeps everything.
		 * @return what is set, or else {@code .uxd-bridge/broker} in the user's home
		 */
		@Override
		public Path directory() {
			return (this.directory != null) ? this.directory
					: Path.of(System.getProperty("user.home"), ".uxd-bridge", "broker");
		}

	}

}

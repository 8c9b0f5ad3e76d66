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
package io.github.uxd.sample.console;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;
import org.jspecify.annotations.Nullable;

/**
 * A datagram that is shown: the beginning of it.
 *
 * @param id its number among all that are shown
 * @param time when it was received
 * @param peer the id of the peer that received it
 * @param source where it came from, as {@link UxdAddress#parse} takes it, or {@code null}
 * if its sender has no address
 * @param credentials who sent it, or {@code null} if that isn't known
 * @param length how many bytes it has
 * @param payload the first ones of them
 * @param failed the ids of the listeners that have failed on it; guarded by the samples
 */
record Sample(long id, Instant time, String peer, @Nullable String source, @Nullable SenderCredentials credentials,
		int length, byte[] payload, @JsonIgnore Set<String> failed) {

	/**
	 * How many bytes of a datagram are shown.
	 */
	static final int MAXIMUM_PAYLOAD = 4096;

	static Sample of(long id, String peer, @Nullable UxdAddress source, @Nullable SenderCredentials credentials,
			ByteBuffer payload) {
		byte[] bytes = new byte[Math.min(payload.remaining(), MAXIMUM_PAYLOAD)];
		payload.get(payload.position(), bytes);
		return new Sample(id, Instant.now(), peer, Objects.toString(source, null), credentials, payload.remaining(),
				bytes, new HashSet<>(1));
	}

	/**
	 * Return whether this shows a datagram, or one that nobody could tell from it.
	 * @param otherSource where that came from
	 * @param other its payload
	 */
	boolean shows(@Nullable UxdAddress otherSource, ByteBuffer other) {
		return this.length == other.remaining()
				&& ByteBuffer.wrap(this.payload).equals(other.slice(other.position(), this.payload.length))
				&& Objects.equals(this.source, Objects.toString(otherSource, null));
	}

}

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

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;

import io.github.uxd.text.OneLine;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A datagram that a page wants sent.
 *
 * @param peer the id of the peer to send from
 * @param to where to, as {@link io.github.uxd.UxdAddress#parse} takes it
 * @param format what the payload is written in
 * @param payload the payload
 * @param ask whether to wait for an answer, at an address of its own
 */
record Outgoing(String peer, String to, Format format, String payload, boolean ask) {

	private static final JsonMapper JSON = new JsonMapper();

	Outgoing {
		// A program may have left them out.
		Objects.requireNonNull(peer, "peer");
		Objects.requireNonNull(to, "to");
		Objects.requireNonNull(format, "format");
		Objects.requireNonNull(payload, "payload");
	}

	/**
	 * Return the bytes to send.
	 * @throws IllegalArgumentException if the payload isn't what its format says
	 */
	byte[] bytes() {
		return switch (this.format) {
			case TEXT -> this.payload.getBytes(StandardCharsets.UTF_8);
			case HEX -> hex(this.payload.replaceAll("[\\s:,]|0x", ""));
			case JSON -> json(this.payload);
		};
	}

	private static byte[] hex(String digits) {
		try {
			return HexFormat.of().parseHex(digits);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("That isn't hex: two digits of 0 to 9 and a to f for each byte", ex);
		}
	}

	private static byte[] json(String text) {
		try {
			JSON.readTree(text);
			return text.getBytes(StandardCharsets.UTF_8);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("That isn't JSON: " + OneLine.of(ex.getOriginalMessage()), ex);
		}
	}

	/**
	 * What a payload is written in.
	 */
	enum Format {

		/**
		 * Text, sent as UTF-8.
		 */
		TEXT,

		/**
		 * Two digits for each byte, with blanks between bytes or without.
		 */
		HEX,

		/**
		 * JSON, sent as it is if it is well-formed.
		 */
		JSON

	}

}

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
package io.github.uxd.spring;

import java.nio.file.Path;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.SenderCredentials;
import io.github.uxd.UxdAddress;

/**
 * Names of the headers that a datagram has as a message.
 */
public final class UxdHeaders {

	/**
	 * Address of the sender, a {@link UxdAddress}. Missing if the sender's socket isn't
	 * {@linkplain Datagram#source() bound}.
	 */
	public static final String SOURCE = "uxd_source";

	/**
	 * {@link Peer} that received the datagram.
	 */
	public static final String PEER = "uxd_peer";

	/**
	 * Id of the peer that received the datagram, a {@link String}: its key below
	 * {@code uxd.peers}, or the name of the primary peer.
	 */
	public static final String PEER_ID = "uxd_peerId";

	/**
	 * Process that sent the datagram, as {@link SenderCredentials}. Missing unless the
	 * peer {@linkplain Datagram#credentials() asks for them}.
	 */
	public static final String CREDENTIALS = "uxd_credentials";

	/**
	 * Time at which the datagram was made a message, in milliseconds since 1970, a
	 * {@link Long}. Unlike the time that every message has, it stays when a flow of
	 * Spring Integration makes another message of this one. Set by the adapters of Spring
	 * Integration alone: listener methods don't have it.
	 */
	public static final String RECEIVED_TIMESTAMP = "uxd_receivedTimestamp";

	/**
	 * Where the adapters of Spring Integration are to send a message to: a
	 * {@link UxdAddress}, a {@link Path}, or the text of an address as
	 * {@link UxdAddress#parse} reads it. Never set by anything that is received.
	 */
	public static final String DESTINATION = "uxd_destination";

	private UxdHeaders() {
	}

}

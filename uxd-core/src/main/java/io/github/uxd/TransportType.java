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
 * What a peer reaches the kernel through.
 */
public enum TransportType {

	/**
	 * {@link #NATIVE} where it runs, else {@link #JUNIXSOCKET}.
	 */
	AUTO,

	/**
	 * The kernel itself. It needs Linux on x86-64 or aarch64; and JDK 22 or newer and a
	 * JVM that doesn't deny native access, or else the library JNA
	 * ({@code net.java.dev.jna:jna}).
	 */
	NATIVE,

	/**
	 * The library junixsocket, on every JDK and wherever it has datagrams. It is slower,
	 * can't tell or send empty datagrams, doesn't know
	 * {@linkplain PeerBuilder#senderCredentials(boolean) who} has sent one, and leaves
	 * the socket file open to all for an instant before it gets its mode.
	 */
	JUNIXSOCKET

}

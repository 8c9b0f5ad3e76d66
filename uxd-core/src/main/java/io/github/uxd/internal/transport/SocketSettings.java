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
package io.github.uxd.internal.transport;

/**
 * How a transport sets up its socket.
 *
 * @param mode the permission bits that the socket file is to have, 0 to 0777; the umask
 * of the process takes some away
 * @param bufferSize the least size of the kernel's send and receive buffer, in bytes; a
 * buffer that is larger is left as it is
 * @param sendBufferSize the least size of the kernel's send buffer, in bytes, as far as
 * the system's limits admit; {@code bufferSize} counts too
 * @param source whether the senders of datagrams are to be told
 * @param credentials whether the processes that send them are to be told; only for a
 * {@linkplain TransportProvider#tellsCredentials() provider that can}
 */
public record SocketSettings(int mode, int bufferSize, int sendBufferSize, boolean source, boolean credentials) {

	/**
	 * Return the least size of the send buffer.
	 */
	int leastSendBuffer() {
		return Math.max(this.bufferSize, this.sendBufferSize);
	}

}

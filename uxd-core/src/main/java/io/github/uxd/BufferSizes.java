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
 * The sizes of the kernel's buffers for a socket, as it reports them: Linux doubles what
 * was asked for, up to twice {@code net.core.wmem_max} and {@code net.core.rmem_max}. The
 * largest datagram to send has 32 bytes less than the send buffer; the receive buffer has
 * no effect on Unix-domain datagrams.
 *
 * @param send the size of the send buffer, in bytes
 * @param receive the size of the receive buffer, in bytes
 */
public record BufferSizes(int send, int receive) {

	/**
	 * The sizes that a closed peer has.
	 */
	static final BufferSizes NONE = new BufferSizes(0, 0);

}

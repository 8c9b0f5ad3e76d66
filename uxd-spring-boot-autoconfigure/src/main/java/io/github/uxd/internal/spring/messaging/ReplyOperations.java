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
package io.github.uxd.internal.spring.messaging;

import java.util.concurrent.CompletableFuture;

import io.github.uxd.UxdAddress;

/**
 * Sends what listener methods return.
 */
@FunctionalInterface
public interface ReplyOperations {

	/**
	 * Send a reply, without waiting.
	 * @param peerId the id of the peer that received what is answered, or an empty text
	 * for the primary one
	 * @param reply the bytes
	 * @param destination who asked
	 * @return completes when the kernel has the reply, exceptionally if it can't be sent
	 */
	CompletableFuture<Void> reply(String peerId, byte[] reply, UxdAddress destination);

}

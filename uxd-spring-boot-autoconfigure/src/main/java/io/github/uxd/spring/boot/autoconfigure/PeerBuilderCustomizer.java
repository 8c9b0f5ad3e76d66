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
package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.PeerBuilder;

/**
 * Changes how the peers of the properties are built. All beans of this type are called
 * for each peer, in their {@linkplain org.springframework.core.annotation.Order order},
 * after the properties.
 */
@FunctionalInterface
public interface PeerBuilderCustomizer {

	/**
	 * Change how a peer is built.
	 * @param builder the builder of the peer
	 * @param peerId the id of the peer: its key below {@code uxd.peers}, or the name of
	 * the primary peer
	 */
	void customize(PeerBuilder builder, String peerId);

}

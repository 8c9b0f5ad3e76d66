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
package io.github.uxd.spring.integration.dsl;

import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdListenerRegistry;

/**
 * Begins the adapters and gateways of peers in flows that are written in Java. A peer is
 * named by its id: its key below {@code uxd.peers}, or the name of the primary one, which
 * need not be named.
 */
public final class Uxd {

	private Uxd() {
	}

	/**
	 * Receive what is sent to the primary peer (the only one, if there is no primary).
	 * @return the adapter's options
	 */
	public static UxdInboundChannelAdapterSpec inboundAdapter() {
		return inboundAdapter("");
	}

	/**
	 * Receive what is sent to a peer.
	 * @param peerId the id of the peer
	 * @return the adapter's options
	 */
	public static UxdInboundChannelAdapterSpec inboundAdapter(String peerId) {
		return new UxdInboundChannelAdapterSpec(peerId);
	}

	/**
	 * Receive what is sent to a peer.
	 * @param registry the registry that knows the peer
	 * @param peerId the id of the peer
	 * @return the adapter's options
	 */
	public static UxdInboundChannelAdapterSpec inboundAdapter(UxdListenerRegistry registry, String peerId) {
		return new UxdInboundChannelAdapterSpec(registry, peerId);
	}

	/**
	 * Answer what is sent to the primary peer (the only one, if there is no primary).
	 * @return the gateway's options
	 */
	public static UxdInboundGatewaySpec inboundGateway() {
		return inboundGateway("");
	}

	/**
	 * Answer what is sent to a peer.
	 * @param peerId the id of the peer
	 * @return the gateway's options
	 */
	public static UxdInboundGatewaySpec inboundGateway(String peerId) {
		return new UxdInboundGatewaySpec(peerId);
	}

	/**
	 * Answer what is sent to a peer.
	 * @param registry the registry that knows the peer
	 * @param peerId the id of the peer
	 * @param template a template of that peer, which sends the replies
	 * @return the gateway's options
	 */
	public static UxdInboundGatewaySpec inboundGateway(UxdListenerRegistry registry, String peerId,
			UxdTemplate template) {
		return new UxdInboundGatewaySpec(registry, peerId, template);
	}

	/**
	 * Send from the primary peer (the only one, if there is no primary).
	 * @return the adapter's options
	 */
	public static UxdOutboundChannelAdapterSpec outboundAdapter() {
		return outboundAdapter("");
	}

	/**
	 * Send from a peer.
	 * @param peerId the id of the peer
	 * @return the adapter's options
	 */
	public static UxdOutboundChannelAdapterSpec outboundAdapter(String peerId) {
		return new UxdOutboundChannelAdapterSpec(peerId);
	}

	/**
	 * Send by a template.
	 * @param operations the template
	 * @return the adapter's options
	 */
	public static UxdOutboundChannelAdapterSpec outboundAdapter(UxdOperations operations) {
		return new UxdOutboundChannelAdapterSpec(operations);
	}

	/**
	 * Ask by the template of the primary peer (the only one, if there is no primary).
	 * @return the gateway's options
	 */
	public static UxdOutboundGatewaySpec outboundGateway() {
		return outboundGateway("");
	}

	/**
	 * Ask by the template of a peer.
	 * @param peerId the id of the peer
	 * @return the gateway's options
	 */
	public static UxdOutboundGatewaySpec outboundGateway(String peerId) {
		return new UxdOutboundGatewaySpec(peerId);
	}

	/**
	 * Ask by a template.
	 * @param operations the template
	 * @return the gateway's options
	 */
	public static UxdOutboundGatewaySpec outboundGateway(UxdOperations operations) {
		return new UxdOutboundGatewaySpec(operations);
	}

}

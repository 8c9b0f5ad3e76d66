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
package io.github.uxd.spring.endpoint;

import io.github.uxd.spring.endpoint.PeersDescriptor.ListenerDescriptor;
import io.github.uxd.spring.endpoint.PeersDescriptor.PeerDescriptor;
import io.github.uxd.spring.endpoint.UxdEndpoint.ListenerAction;
import io.github.uxd.spring.endpoint.UxdEndpoint.PeerAction;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Answers writes to what there is not with 404 (Not Found), as reads are by themselves,
 * and one that can't have its effect with 409 (Conflict).
 */
@EndpointWebExtension(endpoint = UxdEndpoint.class)
public class UxdEndpointWebExtension {

	private static final int CONFLICT = 409;

	private final UxdEndpoint delegate;

	/**
	 * Create an extension.
	 * @param delegate what does the work
	 */
	public UxdEndpointWebExtension(UxdEndpoint delegate) {
		this.delegate = delegate;
	}

	/**
	 * Have a peer pause or go on.
	 * @param id the parts of its id between slashes
	 * @param action what it shall do
	 * @return the peer as it is then; it tells by the reasons of its pause why it can't
	 * go on
	 */
	@WriteOperation
	public WebEndpointResponse<PeerDescriptor> changePeer(@Selector(match = Match.ALL_REMAINING) String[] id,
			PeerAction action) {
		PeerDescriptor peer = this.delegate.changePeer(id, action);
		boolean staysPaused = peer != null && action == PeerAction.RESUME && !peer.pauseReasons().isEmpty();
		return staysPaused ? new WebEndpointResponse<>(peer, CONFLICT) : response(peer);
	}

	/**
	 * Stop or start a listener.
	 * @param listener the id of the listener
	 * @param action what it shall do
	 * @return the listener as it is then, which doesn't run if its peer is switched off
	 */
	@WriteOperation
	public WebEndpointResponse<ListenerDescriptor> changeListener(String listener, ListenerAction action) {
		ListenerDescriptor changed = this.delegate.changeListener(listener, action);
		boolean staysStopped = changed != null && action == ListenerAction.START && !changed.running();
		return staysStopped ? new WebEndpointResponse<>(changed, CONFLICT) : response(changed);
	}

	private static <T> WebEndpointResponse<T> response(@Nullable T body) {
		return (body != null) ? new WebEndpointResponse<>(body)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}

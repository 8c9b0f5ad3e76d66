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

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.uxd.spring.endpoint.PeersDescriptor.ListenerDescriptor;
import io.github.uxd.spring.endpoint.PeersDescriptor.PeerDescriptor;
import io.github.uxd.spring.endpoint.UxdEndpoint.ListenerAction;
import io.github.uxd.spring.endpoint.UxdEndpoint.PeerAction;
import io.github.uxd.text.OneLine;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Answers writes to what there is not with 404 (Not Found), as reads are by themselves,
 * one that can't have its effect with 409 (Conflict), and one that makes no sense with
 * 400 (Bad Request) and the reason.
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
	 * @param action what it shall do: one of {@link PeerAction}
	 * @return the peer as it is then, which tells by the reasons of its pause why it
	 * can't go on; or a {@link ProblemDescriptor}
	 */
	@WriteOperation
	public WebEndpointResponse<Object> changePeer(@Selector(match = Match.ALL_REMAINING) String[] id,
			@Nullable String action) {
		try {
			PeerAction known = action(PeerAction.class, action);
			PeerDescriptor peer = this.delegate.changePeer(id, known);
			boolean staysPaused = peer != null && known == PeerAction.RESUME && !peer.pauseReasons().isEmpty();
			return staysPaused ? new WebEndpointResponse<>(peer, CONFLICT) : response(peer);
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(ex);
		}
	}

	/**
	 * Stop or start a listener.
	 * @param listener the id of the listener
	 * @param action what it shall do: one of {@link ListenerAction}
	 * @return the listener as it is then, which doesn't run if its peer is switched off;
	 * or a {@link ProblemDescriptor}
	 */
	@WriteOperation
	public WebEndpointResponse<Object> changeListener(@Nullable String listener, @Nullable String action) {
		try {
			if (listener == null) {
				throw new InvalidEndpointRequestException("'listener' is missing: the id of one", "No listener");
			}
			ListenerAction known = action(ListenerAction.class, action);
			ListenerDescriptor changed = this.delegate.changeListener(listener, known);
			boolean staysStopped = changed != null && known == ListenerAction.START && !changed.running();
			return staysStopped ? new WebEndpointResponse<>(changed, CONFLICT) : response(changed);
		}
		catch (InvalidEndpointRequestException ex) {
			return problem(ex);
		}
	}

	/**
	 * Find the action, here rather than in Spring Boot, which would leave the reason out
	 * of its answer.
	 */
	private static <E extends Enum<E>> E action(Class<E> type, @Nullable String text) {
		for (E action : type.getEnumConstants()) {
			if (action.name().equalsIgnoreCase(text)) {
				return action;
			}
		}
		throw new InvalidEndpointRequestException(
				((text != null) ? "There is no 'action' '" + OneLine.of(text) + "'" : "'action' is missing")
						+ ": one of "
						+ Stream.of(type.getEnumConstants())
							.map((action) -> "'" + action.name().toLowerCase(Locale.ROOT) + "'")
							.collect(Collectors.joining(", ")),
				"No such action");
	}

	private static WebEndpointResponse<Object> problem(InvalidEndpointRequestException ex) {
		return new WebEndpointResponse<>(new ProblemDescriptor(String.valueOf(ex.getMessage())),
				WebEndpointResponse.STATUS_BAD_REQUEST);
	}

	private static WebEndpointResponse<Object> response(@Nullable Object body) {
		return (body != null) ? new WebEndpointResponse<>(body)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/**
	 * Says why a request is answered with 400 (Bad Request).
	 *
	 * @param reason what is wrong with it
	 */
	public record ProblemDescriptor(String reason) {

	}

}

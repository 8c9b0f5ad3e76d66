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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.github.uxd.Datagram;
import io.github.uxd.spring.core.UxdSendException;
import io.github.uxd.spring.endpoint.UxdEndpoint.ListenerAction;
import io.github.uxd.spring.endpoint.UxdEndpoint.PeerAction;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.PollerState.PauseReason;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.text.OneLine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the page asks for. Each answer says in a sentence what has happened.
 */
@RestController
@RequestMapping("/console")
class ConsoleController {

	private static final String NOT_BY_A_LINK = "Sec-Fetch-Mode!=navigate";

	private final boolean readOnly;

	private final Pages pages;

	private final UxdPeers peers;

	private final UxdListenerRegistry listeners;

	private final DatagramSender sender;

	ConsoleController(@Value("${console.read-only:false}") boolean readOnly, Pages pages, UxdPeers peers,
			UxdListenerRegistry listeners, DatagramSender sender) {
		this.readOnly = readOnly;
		this.pages = pages;
		this.peers = peers;
		this.listeners = listeners;
		this.sender = sender;
	}

	/**
	 * Refuse to change anything, if nothing may be changed. Called before each of those
	 * below.
	 */
	@ModelAttribute
	void refuseChanges(HttpMethod method) {
		if (this.readOnly && method == HttpMethod.POST) {
			throw new ResponseStatusException(HttpStatus.FORBIDDEN,
					"This console is read-only: the property console.read-only says so");
		}
	}

	/**
	 * Send events for as long as the page is open. A link that leads here would take a
	 * page's place.
	 */
	@GetMapping(path = "/events", headers = NOT_BY_A_LINK)
	void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Page page = this.pages.open();
		if (page == null) {
			response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
			response.setContentType(MediaType.TEXT_PLAIN_VALUE);
			response.getWriter()
				.println("The application stops, or " + Pages.MAXIMUM
						+ " pages are open already, which is all there may be");
			return;
		}
		try {
			response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
			response.setCharacterEncoding(StandardCharsets.UTF_8);
			response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
			page.begin(request, response);
		}
		catch (IOException | RuntimeException ex) {
			this.pages.close(page);
			throw ex;
		}
	}

	/**
	 * Tell who asks for the head alone that there are events. What is written after it
	 * never fails, so that nobody would see such a page closed.
	 */
	@RequestMapping(path = "/events", method = RequestMethod.HEAD, headers = NOT_BY_A_LINK)
	ResponseEntity<Void> headOfEvents() {
		return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
	}

	/**
	 * Send a datagram.
	 */
	@PostMapping("/datagrams")
	Outcome send(@RequestBody Outgoing outgoing) {
		Datagram answer = this.sender.send(outgoing);
		return (answer != null) ? new Outcome("Answered with " + answer.length() + " bytes", answer.toByteArray())
				: new Outcome("Sent");
	}

	/**
	 * Have a peer pause or go on.
	 */
	@PostMapping("/peers")
	Outcome change(@RequestBody PeerChange change) {
		PeerPoller poller = this.peers.get(change.peer()).poller();
		if (poller == null) {
			throw new IllegalArgumentException("Nothing receives for the peer '" + change.peer() + "'");
		}
		switch (change.action()) {
			case PAUSE -> poller.pause();
			case RESUME -> poller.resume();
		}
		boolean isWithoutListeners = poller.getState().pauseReasons().contains(PauseReason.LISTENERS_STOPPED);
		return new Outcome("Peer '" + change.peer() + "' " + switch (change.action()) {
			case PAUSE -> "pauses: what is sent waits in the kernel's queue";
			case RESUME -> isWithoutListeners ? "stays paused: all its listeners are stopped" : "receives again";
		});
	}

	/**
	 * Stop or start a listener.
	 */
	@PostMapping("/listeners")
	Outcome change(@RequestBody ListenerChange change) {
		UxdListenerContainer listener = this.listeners.getContainer(change.listener());
		if (listener == null) {
			throw new IllegalArgumentException("There is no listener '" + OneLine.of(change.listener()) + "'");
		}
		switch (change.action()) {
			case START -> listener.start();
			case STOP -> listener.stop();
		}
		return new Outcome("Listener '" + change.listener() + "' "
				+ ((change.action() == ListenerAction.START) ? "is started" : "is stopped"));
	}

	@ExceptionHandler
	ResponseEntity<Outcome> onRefusal(IllegalArgumentException ex) {
		return ResponseEntity.badRequest().body(new Outcome(String.valueOf(ex.getMessage())));
	}

	@ExceptionHandler
	ResponseEntity<Outcome> onUnreadable(HttpMessageNotReadableException ex) {
		return ResponseEntity.badRequest().body(new Outcome("That isn't what the page would have sent"));
	}

	@ExceptionHandler
	ResponseEntity<Outcome> onFailure(UxdSendException ex) {
		return ResponseEntity.status(HttpStatus.CONFLICT).body(new Outcome(String.valueOf(ex.getMessage())));
	}

	@ExceptionHandler
	ResponseEntity<Outcome> onReadOnly(ResponseStatusException ex) {
		return ResponseEntity.status(ex.getStatusCode()).body(new Outcome(String.valueOf(ex.getReason())));
	}

	/**
	 * What has happened.
	 *
	 * @param message a sentence that says so
	 * @param answer the bytes of an answer, if there is one
	 */
	record Outcome(String message, byte @Nullable [] answer) {

		Outcome(String message) {
			this(message, null);
		}

	}

	/**
	 * What a peer is to do.
	 */
	record PeerChange(String peer, PeerAction action) {

		PeerChange {
			Objects.requireNonNull(peer, "peer");
			Objects.requireNonNull(action, "action");
		}

	}

	/**
	 * What a listener is to do.
	 */
	record ListenerChange(String listener, ListenerAction action) {

		ListenerChange {
			Objects.requireNonNull(listener, "listener");
			Objects.requireNonNull(action, "action");
		}

	}

}

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
package io.github.uxd.spring.metrics;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * The meters of a peer: the one place where their names, tags and descriptions are
 * written. The names say the unit, so that none is given beside them: Prometheus would
 * have it twice.
 */
public enum UxdMeters implements MeterDocumentation {

	/**
	 * Datagrams received and handed on, to handlers or to the queue of listeners.
	 */
	DATAGRAMS_RECEIVED("uxd.datagrams.received", Meter.Type.COUNTER,
			"Datagrams received and handed on, to handlers or to the queue of listeners"),

	/**
	 * Bytes of the datagrams received and handed on.
	 */
	BYTES_RECEIVED("uxd.bytes.received", Meter.Type.COUNTER, "Bytes of the datagrams received and handed on"),

	/**
	 * Datagrams received but not handed on, by reason.
	 */
	DATAGRAMS_DROPPED("uxd.datagrams.dropped", Meter.Type.COUNTER, "Datagrams received but not handed on", Tag.NAME,
			Tag.REASON),

	/**
	 * Receives that failed.
	 */
	RECEIVE_ERRORS("uxd.receive.errors", Meter.Type.COUNTER, "Receives that failed"),

	/**
	 * Datagrams that the kernel took for delivery.
	 */
	DATAGRAMS_SENT("uxd.datagrams.sent", Meter.Type.COUNTER, "Datagrams that the kernel took for delivery"),

	/**
	 * Bytes of the datagrams that the kernel took for delivery.
	 */
	BYTES_SENT("uxd.bytes.sent", Meter.Type.COUNTER, "Bytes of the datagrams that the kernel took for delivery"),

	/**
	 * Sends that the kernel had no room for and that are to be tried again.
	 */
	SEND_BLOCKED("uxd.send.blocked", Meter.Type.COUNTER,
			"Sends that the kernel had no room for and that are to be tried again"),

	/**
	 * Bytes of the kernel's send buffer that unread datagrams take.
	 */
	SEND_BUFFER_USED("uxd.send.buffer.used", Meter.Type.GAUGE,
			"Bytes of the kernel's send buffer that unread datagrams take"),

	/**
	 * Bytes of the kernel's send buffer.
	 */
	SEND_BUFFER_SIZE("uxd.send.buffer.size", Meter.Type.GAUGE, "Bytes of the kernel's send buffer"),

	/**
	 * Datagrams that were not sent since too much waits for room already.
	 */
	SEND_REFUSED("uxd.send.refused", Meter.Type.COUNTER,
			"Datagrams that were not sent since too much waits for room already"),

	/**
	 * Times that the socket file was made anew after somebody had removed it.
	 */
	PEER_HEALED("uxd.peer.healed", Meter.Type.COUNTER,
			"Times that the socket file was made anew after somebody had removed it"),

	/**
	 * Time that the handlers and listeners of a datagram took.
	 */
	LISTENER("uxd.listener", Meter.Type.TIMER, "Time that the handlers and listeners of a datagram took", Tag.NAME,
			Tag.RESULT, Tag.EXCEPTION),

	/**
	 * Datagrams that the filter of a listener has turned away.
	 */
	LISTENER_FILTERED("uxd.listener.filtered", Meter.Type.COUNTER,
			"Datagrams that the filter of a listener has turned away"),

	/**
	 * Datagrams that a handler or listener failed on and a recoverer has taken.
	 */
	LISTENER_RECOVERED("uxd.listener.recovered", Meter.Type.COUNTER,
			"Datagrams that a handler or listener failed on and a recoverer has taken"),

	/**
	 * Datagrams that wait for a thread of the listeners or are on one.
	 */
	LISTENER_PENDING("uxd.listener.pending", Meter.Type.GAUGE,
			"Datagrams that wait for a thread of the listeners or are on one"),

	/**
	 * Time that the call of a listener lasts that lasts longest now.
	 */
	LISTENER_BUSY("uxd.listener.busy", Meter.Type.GAUGE,
			"Time that the call of a listener lasts that lasts longest now; 0 if there is none"),

	/**
	 * Whether the peer is open.
	 */
	PEER_OPEN("uxd.peer.open", Meter.Type.GAUGE, "Whether the peer is open (1) or not (0)"),

	/**
	 * Whether senders find the socket file.
	 */
	SOCKET_FILE_IN_PLACE("uxd.socket.file.in.place", Meter.Type.GAUGE,
			"Whether senders find the socket file (1), or it is gone or something else stands there (0)"),

	/**
	 * Whether the poller runs.
	 */
	POLLER_RUNNING("uxd.poller.running", Meter.Type.GAUGE, "Whether the poller runs (1) or not (0)"),

	/**
	 * Whether the poller is paused.
	 */
	POLLER_PAUSED("uxd.poller.paused", Meter.Type.GAUGE, "Whether the poller is paused (1) or not (0)");

	private final String name;

	private final Meter.Type type;

	private final String description;

	private final Tag[] tags;

	UxdMeters(String name, Meter.Type type, String description, Tag... tags) {
		this.name = name;
		this.type = type;
		this.description = description;
		this.tags = (tags.length > 0) ? tags : new Tag[] { Tag.NAME };
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Meter.Type getType() {
		return this.type;
	}

	/**
	 * Return what the meter tells.
	 * @return the description that the meter is registered with
	 */
	public String getDescription() {
		return this.description;
	}

	@Override
	public KeyName[] getKeyNames() {
		return this.tags.clone();
	}

	/**
	 * The tags of the meters.
	 */
	public enum Tag implements KeyName {

		/**
		 * The id of the peer: its key below {@code uxd.peers}, or the name of the primary
		 * peer.
		 */
		NAME,

		/**
		 * Why a datagram was dropped: {@code oversize}, {@code closed},
		 * {@code not_allowed} or {@code queue_full} (that of the listeners' threads).
		 */
		REASON,

		/**
		 * Whether the handlers succeeded: {@code success} or {@code failure}.
		 */
		RESULT,

		/**
		 * The simple name of the exception that a handler threw, or {@code none}.
		 */
		EXCEPTION;

		@Override
		public String asString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}

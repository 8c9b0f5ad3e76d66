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
package io.github.uxd.spring.observation;

import io.github.uxd.UxdAddress;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;

/**
 * What is known of a datagram that a template sends. A datagram has no headers, so the
 * trace ends with it.
 */
public final class UxdSendContext extends SenderContext<UxdAddress> {

	private final String peerId;

	private final Operation operation;

	private final UxdAddress destination;

	private final int length;

	private volatile String reason = "none";

	/**
	 * Create a context.
	 * @param peerId the id of the peer that sends
	 * @param operation what the template does
	 * @param destination where the datagram goes
	 * @param length its size in bytes
	 */
	public UxdSendContext(String peerId, Operation operation, UxdAddress destination, int length) {
		super((carrier, key, value) -> {
		}, (operation == Operation.SEND) ? Kind.PRODUCER : Kind.CLIENT);
		setCarrier(destination);
		this.peerId = peerId;
		this.operation = operation;
		this.destination = destination;
		this.length = length;
	}

	/**
	 * Return the id of the peer that sends.
	 * @return the id
	 */
	public String getPeerId() {
		return this.peerId;
	}

	/**
	 * Return what the template does.
	 * @return the operation
	 */
	public Operation getOperation() {
		return this.operation;
	}

	/**
	 * Return where the datagram goes.
	 * @return the address
	 */
	public UxdAddress getDestination() {
		return this.destination;
	}

	/**
	 * Return the size of the datagram.
	 * @return the number of bytes
	 */
	public int getLength() {
		return this.length;
	}

	/**
	 * Return why the datagram was not sent, or not answered.
	 * @return the reason of the exception, in lower case; {@code none} as long as nothing
	 * is wrong, and where it is no exception of the template's that tells one
	 */
	public String getReason() {
		return this.reason;
	}

	/**
	 * Set why the datagram was not sent, or not answered: for the template.
	 * @param reason the reason
	 */
	public void setReason(String reason) {
		this.reason = reason;
	}

	/**
	 * What a template does.
	 */
	public enum Operation {

		/**
		 * It sends.
		 */
		SEND("send"),

		/**
		 * It sends and waits for an answer.
		 */
		SEND_AND_RECEIVE("send-and-receive");

		private final String value;

		Operation(String value) {
			this.value = value;
		}

		/**
		 * Return the operation as observations tell it.
		 * @return the value of the key
		 */
		public String asString() {
			return this.value;
		}

	}

}

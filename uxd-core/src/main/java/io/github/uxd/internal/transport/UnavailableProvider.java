package io.github.uxd.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * Stands for transports that can't be had, and tells why.
 *
 * @param unavailableReason the reason, as a sentence
 */
record UnavailableProvider(String unavailableReason) implements TransportProvider {

	@Override
	public DatagramTransport open(SocketSettings settings) {
		throw new UnsupportedOperationException(this.unavailableReason);
	}

	@Override
	public @Nullable SocketError probe(byte[] socketName) {
		throw new UnsupportedOperationException(this.unavailableReason);
	}

}

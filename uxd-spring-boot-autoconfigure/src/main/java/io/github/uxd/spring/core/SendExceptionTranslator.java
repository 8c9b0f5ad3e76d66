package io.github.uxd.spring.core;

import io.github.uxd.DatagramTooLargeException;
import io.github.uxd.NoSuchPeerException;
import io.github.uxd.PeerRefusedException;
import io.github.uxd.UxdAddress;
import io.github.uxd.UxdException;

/**
 * Makes the template's exceptions of those that a peer throws.
 */
final class SendExceptionTranslator {

	private SendExceptionTranslator() {
	}

	static UxdSendException translate(UxdException ex, UxdAddress destination) {
		if (ex instanceof NoSuchPeerException missing) {
			return new DestinationMissingException(missing);
		}
		if (ex instanceof PeerRefusedException refused) {
			return new DestinationRefusedException(refused);
		}
		if (ex instanceof DatagramTooLargeException tooLarge) {
			return new PayloadTooLargeException(tooLarge);
		}
		return new UxdSendException(destination, "Sending to " + destination + " failed: " + ex.getMessage(), ex);
	}

}

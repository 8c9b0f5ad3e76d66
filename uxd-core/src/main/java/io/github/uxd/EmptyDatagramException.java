package io.github.uxd;

/**
 * A datagram without any bytes can't be sent with the transport in use. (It would be told
 * from "no room, try again" by nothing.)
 */
public class EmptyDatagramException extends SendException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param destination where the datagram was to go
	 */
	public EmptyDatagramException(UxdAddress destination) {
		super(destination, "An empty datagram can't be sent with this transport", null);
	}

}

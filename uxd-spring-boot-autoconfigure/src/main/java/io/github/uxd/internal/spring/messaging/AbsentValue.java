package io.github.uxd.internal.spring.messaging;

import io.github.uxd.spring.UxdHeaders;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;

/**
 * Says why a datagram lacks what a parameter needs, and what to do about it.
 */
final class AbsentValue {

	private static final String LET_IT_BE_ABSENT = "; make the parameter @Nullable or Optional to take such datagrams too";

	private AbsentValue() {
	}

	/**
	 * Make the exception for a missing header.
	 * @param header the name of the header
	 * @param parameter the parameter that needs it
	 * @param message the message that lacks it
	 */
	static MessageHandlingException of(String header, MethodParameter parameter, Message<?> message) {
		return new MessageHandlingException(message, "Parameter " + parameter.getParameterIndex() + " of "
				+ parameter.getExecutable().toGenericString() + " can't be given a value: " + reason(header));
	}

	private static String reason(String header) {
		return switch (header) {
			case UxdHeaders.SOURCE -> "the sender's socket isn't bound, or the peer doesn't ask for addresses, "
					+ "so that the datagram has no source" + LET_IT_BE_ABSENT;
			case UxdHeaders.CREDENTIALS -> "the datagram has no credentials, since its peer doesn't ask for them "
					+ "(its property sender-credentials)" + LET_IT_BE_ABSENT;
			default -> "a datagram has no header '" + header + "'";
		};
	}

}

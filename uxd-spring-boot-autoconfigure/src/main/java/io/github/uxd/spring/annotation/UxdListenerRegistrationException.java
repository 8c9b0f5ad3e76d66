package io.github.uxd.spring.annotation;

import org.springframework.beans.factory.BeanInitializationException;

/**
 * A method that is annotated with {@link UxdListener @UxdListener} can't listen. The
 * message names it, and says why.
 */
public class UxdListenerRegistrationException extends BeanInitializationException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message which method of which bean can't listen, and why
	 * @param cause what was thrown
	 */
	public UxdListenerRegistrationException(String message, Throwable cause) {
		super(message, cause);
	}

}

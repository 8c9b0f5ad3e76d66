package io.github.uxd.spring.core;

import io.github.uxd.Datagram;

/**
 * Makes datagrams of objects and objects of datagrams. Used by many threads at a time.
 */
public interface PayloadConverter {

	/**
	 * Make the bytes of a datagram.
	 * @param payload the object
	 * @return the bytes, which nobody changes any more
	 * @throws PayloadConversionException if that isn't possible
	 */
	byte[] toBytes(Object payload);

	/**
	 * Make an object of a datagram.
	 * @param <T> the type of the object
	 * @param datagram the datagram
	 * @param type the type of the object
	 * @return the object
	 * @throws PayloadConversionException if that isn't possible
	 */
	<T> T fromBytes(Datagram datagram, Class<T> type);

}

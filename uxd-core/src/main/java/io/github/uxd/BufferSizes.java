package io.github.uxd;

/**
 * The sizes of the kernel's buffers for a socket, as it reports them: Linux doubles what
 * was asked for, up to twice {@code net.core.wmem_max} and {@code net.core.rmem_max}. The
 * largest datagram to send has 32 bytes less than the send buffer; the receive buffer has
 * no effect on Unix-domain datagrams.
 *
 * @param send the size of the send buffer, in bytes
 * @param receive the size of the receive buffer, in bytes
 */
public record BufferSizes(int send, int receive) {

	/**
	 * The sizes that a closed peer has.
	 */
	static final BufferSizes NONE = new BufferSizes(0, 0);

}

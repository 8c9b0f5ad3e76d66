package io.github.uxd.transport;

/**
 * How a transport sets up the socket that it binds.
 *
 * @param mode the permission bits that the socket file is to have, 0 to 0777
 * @param bufferSize the least size of the kernel's send and receive buffer, in bytes; a
 * buffer that is larger is left as it is
 */
public record SocketSettings(int mode, int bufferSize) {

}

package io.github.uxd.transport;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Keeps all senders out of a socket, those too that are connected to it or wait for room
 * in its queue: the kernel lets nobody send to a connected datagram socket but the one it
 * is connected to ({@code EPERM}), and this is a socket of ours that never sends. Unlike
 * a shutdown, of which the library has but that of both directions, it leaves the socket
 * free to send to any address.
 */
final class SenderGate implements Closeable {

	private final AFUNIXDatagramChannel only;

	private SenderGate(AFUNIXDatagramChannel only) {
		this.only = only;
	}

	/**
	 * Connect a socket to one that never sends.
	 */
	static SenderGate connect(AFUNIXDatagramChannel socket) throws IOException {
		AFUNIXDatagramChannel only = AFUNIXDatagramChannel.open();
		boolean connected = false;
		try {
			only.setDeleteOnClose(false);
			only.configureBlocking(false);
			if (AFSocket.supports(AFSocketCapability.CAPABILITY_ABSTRACT_NAMESPACE)) {
				AFUNIXSocketAddress name = AFUNIXSocketAddress.inAbstractNamespace("uxd-gate-" + UUID.randomUUID());
				only.bind(name);
				connect(socket, name);
			}
			else {
				connectByFile(socket, only);
			}
			connected = true;
			return new SenderGate(only);
		}
		finally {
			if (!connected) {
				only.close();
			}
		}
	}

	private static void connectByFile(AFUNIXDatagramChannel socket, AFUNIXDatagramChannel only) throws IOException {
		Path directory = Files.createTempDirectory("uxd");
		Path file = directory.resolve("gate");
		try {
			AFUNIXSocketAddress name = AFUNIXSocketAddress.of(file.toString().getBytes(StandardCharsets.UTF_8));
			only.bind(name);
			connect(socket, name);
		}
		finally {
			Files.deleteIfExists(file);
			Files.delete(directory);
		}
	}

	/**
	 * Connect by a duplicate, since the library lets no connected channel send to another
	 * address; the kernel does.
	 */
	private static void connect(AFUNIXDatagramChannel socket, AFUNIXSocketAddress to) throws IOException {
		DuplicateChannel duplicate = new DuplicateChannel(socket.getFileDescriptor());
		try {
			duplicate.get().connect(to);
		}
		finally {
			duplicate.close();
		}
	}

	@Override
	public void close() throws IOException {
		this.only.close();
	}

}

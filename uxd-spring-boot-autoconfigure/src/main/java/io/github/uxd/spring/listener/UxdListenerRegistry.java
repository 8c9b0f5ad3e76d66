package io.github.uxd.spring.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.log.EscapingLog;
import org.jspecify.annotations.Nullable;

import org.springframework.core.retry.RetryPolicy;

/**
 * The listeners of the application's peers, by their ids: those of annotated methods, and
 * others that are registered here. Thread-safe.
 */
public class UxdListenerRegistry {

	private static final EscapingLog logger = new EscapingLog(UxdListenerRegistry.class);

	private final UxdPeers peers;

	private final Predicate<String> autoStartup;

	private final List<ListenerDecorator> decorators;

	private final Map<String, RegisteredListener> containers = new LinkedHashMap<>();

	/**
	 * Create a registry.
	 * @param peers the peers that there are
	 * @param autoStartup tells whether the listeners of a peer start by themselves, given
	 * its id
	 * @param decorators what wraps each listener, the outermost first
	 */
	public UxdListenerRegistry(UxdPeers peers, Predicate<String> autoStartup, List<ListenerDecorator> decorators) {
		this.peers = peers;
		this.autoStartup = autoStartup;
		this.decorators = new ArrayList<>(decorators);
		Collections.reverse(this.decorators);
	}

	/**
	 * Register a listener that is called once for each datagram.
	 * @param listenerId the id of the listener
	 * @param peerId the id of the peer whose datagrams it is given; empty for the primary
	 * one
	 * @param order its place among the listeners of the peer, as in
	 * {@link org.springframework.core.Ordered}
	 * @param autoStartup whether it starts now, or {@code null} to have it as is the rule
	 * for its peer
	 * @param listener the listener
	 * @return what starts and stops it
	 * @throws IllegalArgumentException if there is no such peer, or there is such a
	 * listener already
	 */
	public UxdListenerContainer register(String listenerId, String peerId, int order, @Nullable Boolean autoStartup,
			DatagramListener listener) {
		return register(listenerId, peerId, order, autoStartup, null, listener);
	}

	/**
	 * Register a listener.
	 * @param listenerId the id of the listener
	 * @param peerId the id of the peer whose datagrams it is given; empty for the primary
	 * one
	 * @param order its place among the listeners of the peer, as in
	 * {@link org.springframework.core.Ordered}
	 * @param autoStartup whether it starts now, or {@code null} to have it as is the rule
	 * for its peer
	 * @param retry when to call it again with a datagram that it has failed on, on the
	 * same thread, or {@code null} not to. Not tried again is what
	 * {@linkplain DatagramListener#isCausedBySender the sender is to blame for}. A stop
	 * of the peer or of the listener ends the tries
	 * @param listener the listener
	 * @return what starts and stops it
	 * @throws IllegalArgumentException if there is no such peer, or there is such a
	 * listener already
	 */
	public UxdListenerContainer register(String listenerId, String peerId, int order, @Nullable Boolean autoStartup,
			@Nullable RetryPolicy retry, DatagramListener listener) {
		ManagedPeer peer = this.peers.get(peerId);
		DatagramListener decorated = listener;
		for (ListenerDecorator decorator : this.decorators) {
			decorated = decorator.decorate(listenerId, peer.id(), decorated);
		}
		boolean running = (autoStartup != null) ? autoStartup : this.autoStartup.test(peer.id());
		RegisteredListener container = new RegisteredListener(listenerId, peer, listener, decorated, retry, running);
		synchronized (this.containers) {
			if (this.containers.putIfAbsent(listenerId, container) != null) {
				throw new IllegalArgumentException("There is a listener '" + listenerId + "' already");
			}
			if (peer.poller() != null) {
				peer.poller().getDispatcher().listeners().add(container, order);
			}
			else {
				logger.warn("Listener '" + listenerId + "' will hear nothing: peer '" + peer.id()
						+ "' has no poller that receives");
			}
		}
		return container;
	}

	/**
	 * Remove a listener, which is stopped and can't be started any more. A peer whose
	 * last listener it was goes on as one that never had any: it doesn't pause.
	 * @param listenerId the id of the listener
	 * @return what started and stopped it, or {@code null} if there is no such listener
	 */
	public @Nullable UxdListenerContainer unregister(String listenerId) {
		synchronized (this.containers) {
			RegisteredListener container = this.containers.remove(listenerId);
			if (container != null) {
				container.remove();
			}
			return container;
		}
	}

	/**
	 * Return what starts and stops a listener.
	 * @param listenerId the id of the listener
	 * @return the container, or {@code null} if there is no such listener
	 */
	public @Nullable UxdListenerContainer getContainer(String listenerId) {
		synchronized (this.containers) {
			return this.containers.get(listenerId);
		}
	}

	/**
	 * Return what starts and stops the listeners.
	 * @return the containers, in the order in which they were registered
	 */
	public Collection<UxdListenerContainer> getContainers() {
		synchronized (this.containers) {
			return List.copyOf(this.containers.values());
		}
	}

}

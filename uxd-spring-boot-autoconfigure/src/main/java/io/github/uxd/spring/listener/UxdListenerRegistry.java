package io.github.uxd.spring.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.uxd.Datagram;
import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the application's peers, by their ids: those of annotated methods, and
 * others that are registered here. Thread-safe.
 */
public class UxdListenerRegistry {

	private static final Log logger = LogFactory.getLog(UxdListenerRegistry.class);

	private final UxdPeers peers;

	private final Predicate<String> autoStartup;

	private final List<ListenerDecorator> decorators;

	private final Map<String, Container> containers = new LinkedHashMap<>();

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
	 * Register a listener.
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
		ManagedPeer peer = this.peers.get(peerId);
		DatagramListener decorated = listener;
		for (ListenerDecorator decorator : this.decorators) {
			decorated = decorator.decorate(listenerId, peer.id(), decorated);
		}
		Container container = new Container(listenerId, peer, order, decorated);
		synchronized (this.containers) {
			if (this.containers.putIfAbsent(listenerId, container) != null) {
				throw new IllegalArgumentException("There is a listener '" + listenerId + "' already");
			}
			if (peer.poller() == null) {
				logger.warn("Listener '" + listenerId + "' will hear nothing: peer '" + peer.id()
						+ "' has no poller that receives");
			}
			container.running = (autoStartup != null) ? autoStartup : this.autoStartup.test(peer.id());
			attach(peer);
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
			Container container = this.containers.remove(listenerId);
			if (container != null) {
				container.running = false;
				// Pauses first if all others are stopped, so that little is missed.
				attach(container.peer);
				PeerPoller poller = container.peer.poller();
				if (poller != null) {
					poller.getDispatcher().removeListener(container);
				}
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

	/**
	 * Have the running listeners of a peer given its datagrams. If none runs the peer
	 * pauses, and the last one stays where it is: it is given what was received in the
	 * very instant, which would be lost otherwise.
	 */
	private void attach(ManagedPeer peer) {
		PeerPoller poller = peer.poller();
		if (poller == null) {
			return;
		}
		List<Container> all = this.containers.values().stream().filter((container) -> container.peer == peer).toList();
		boolean someRun = all.stream().anyMatch(Container::isRunning);
		all.stream()
			.filter((container) -> someRun || !container.attached)
			.forEach((container) -> container.attach(poller.getDispatcher()));
		poller.setListenersStopped(!all.isEmpty() && !someRun);
	}

	/**
	 * A listener that is given datagrams while it runs.
	 */
	private final class Container implements UxdListenerContainer, DatagramListener {

		private final String listenerId;

		private final ManagedPeer peer;

		private final int order;

		private final DatagramListener listener;

		private volatile boolean running;

		private boolean attached;

		Container(String listenerId, ManagedPeer peer, int order, DatagramListener listener) {
			this.listenerId = listenerId;
			this.peer = peer;
			this.order = order;
			this.listener = listener;
		}

		@Override
		public void onDatagram(Datagram datagram, Peer peer) throws Exception {
			this.listener.onDatagram(datagram, peer);
		}

		@Override
		public String getListenerId() {
			return this.listenerId;
		}

		@Override
		public String getPeerId() {
			return this.peer.id();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public void start() {
			run(true);
		}

		@Override
		public void stop() {
			run(false);
		}

		private void run(boolean run) {
			synchronized (UxdListenerRegistry.this.containers) {
				boolean registered = UxdListenerRegistry.this.containers.get(this.listenerId) == this;
				if (registered && this.running != run) {
					this.running = run;
					UxdListenerRegistry.this.attach(this.peer);
				}
			}
		}

		void attach(DatagramDispatcher dispatcher) {
			if (!this.attached) {
				this.attached = true;
				dispatcher.addListener(this, this.order, this.running);
			}
			else {
				dispatcher.setRunning(this, this.running);
			}
		}

	}

}

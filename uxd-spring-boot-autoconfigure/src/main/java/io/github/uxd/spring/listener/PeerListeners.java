package io.github.uxd.spring.listener;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.uxd.spring.DatagramListener;

/**
 * The listeners of a peer, in their order. Thread-safe; a change takes effect with the
 * next datagram.
 */
final class PeerListeners {

	private final List<Entry> entries = new ArrayList<>();

	private volatile DatagramListener[] running = new DatagramListener[0];

	/**
	 * Return the listeners that are given datagrams now.
	 * @return the listeners, an array that nobody changes
	 */
	DatagramListener[] running() {
		return this.running;
	}

	/**
	 * Add a listener.
	 * @param listener the listener
	 * @param order its place among the others, as in
	 * {@link org.springframework.core.Ordered}; one of the same order comes after those
	 * that were added before
	 */
	synchronized void add(DatagramListener listener, int order) {
		this.entries.add(new Entry(listener, order));
		this.entries.sort(Comparator.comparingInt(Entry::order));
		this.running = this.entries.stream().map(Entry::listener).toArray(DatagramListener[]::new);
	}

	synchronized void remove(DatagramListener listener) {
		this.entries.removeIf((entry) -> entry.listener() == listener);
		this.running = this.entries.stream().map(Entry::listener).toArray(DatagramListener[]::new);
	}

	private record Entry(DatagramListener listener, int order) {

	}

}

package io.github.uxd.spring.listener;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.github.uxd.spring.DatagramListener;

/**
 * The listeners of a peer, in their order: those of the same order in that in which they
 * were added. Thread-safe; a change takes effect with the next datagram.
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
	 * {@link org.springframework.core.Ordered}
	 * @param running whether it is given datagrams
	 */
	synchronized void add(DatagramListener listener, int order, boolean running) {
		this.entries.add(new Entry(listener, order, running));
		this.entries.sort(Comparator.comparingInt(Entry::order));
		update();
	}

	/**
	 * Set whether a listener is given datagrams; its place stays its own.
	 */
	synchronized void setRunning(DatagramListener listener, boolean running) {
		this.entries.replaceAll((entry) -> (entry.listener() == listener)
				? new Entry(entry.listener(), entry.order(), running) : entry);
		update();
	}

	synchronized void remove(DatagramListener listener) {
		this.entries.removeIf((entry) -> entry.listener() == listener);
		update();
	}

	private void update() {
		this.running = this.entries.stream()
			.filter(Entry::running)
			.map(Entry::listener)
			.toArray(DatagramListener[]::new);
	}

	private record Entry(DatagramListener listener, int order, boolean running) {

	}

}

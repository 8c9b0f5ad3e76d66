package io.github.uxd.spring.boot.autoconfigure;

import java.util.List;

/**
 * The names of the beans that belong to one of the further peers.
 *
 * @param id the id of the peer
 */
record PeerBeanNames(String id) {

	String peer() {
		return this.id + "UxdPeer";
	}

	String wireLog() {
		return this.id + "UxdWireLog";
	}

	String lifecycle() {
		return this.id + "UxdPeerLifecycle";
	}

	String poller() {
		return this.id + "UxdPeerPoller";
	}

	String template() {
		return this.id + "UxdTemplate";
	}

	String managedPeer() {
		return this.id + "UxdManagedPeer";
	}

	/**
	 * Return the names of the beans that are injected where their peer's id is asked for.
	 */
	List<String> qualified() {
		return List.of(peer(), lifecycle(), poller(), template(), managedPeer());
	}

}

package io.github.uxd.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration properties of the primary peer, and of any others.
 */
@ConfigurationProperties("uxd")
public class UxdProperties extends PeerProperties {

	/**
	 * Whether there is a primary peer, that of the keys directly below "uxd".
	 */
	private boolean primary = true;

	/**
	 * Further peers by their ids. Each has the keys that the primary peer has directly
	 * below "uxd".
	 */
	private final Map<String, PeerProperties> peers = new LinkedHashMap<>();

	public boolean isPrimary() {
		return this.primary;
	}

	public void setPrimary(boolean primary) {
		this.primary = primary;
	}

	public Map<String, PeerProperties> getPeers() {
		return this.peers;
	}

	/**
	 * Return the properties of a peer.
	 * @param peerId the id of the peer
	 * @return those below {@code uxd.peers}, or those of the primary peer if no peer of
	 * that id is enabled there
	 */
	public PeerProperties ofPeer(String peerId) {
		PeerProperties further = this.peers.get(peerId);
		return (further != null && further.isEnabled()) ? further : this;
	}

}

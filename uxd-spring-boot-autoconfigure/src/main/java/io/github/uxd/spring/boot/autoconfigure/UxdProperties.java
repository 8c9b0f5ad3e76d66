/*
 * Copyright the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
	 * What becomes of a start with keys below "uxd" that nobody reads. Environment
	 * variables and properties of the JVM only warn.
	 */
	private UnknownKeyAction onUnknownKey = UnknownKeyAction.FAIL;

	/**
	 * Further peers by their ids. Each has the keys that the primary peer has directly
	 * below "uxd".
	 */
	private final Map<String, PeerProperties> peers = new LinkedHashMap<>();

	/**
	 * What is different for single listeners, by their ids.
	 */
	private final Map<String, OneListenerProperties> listeners = new LinkedHashMap<>();

	public boolean isPrimary() {
		return this.primary;
	}

	public void setPrimary(boolean primary) {
		this.primary = primary;
	}

	public UnknownKeyAction getOnUnknownKey() {
		return this.onUnknownKey;
	}

	public void setOnUnknownKey(UnknownKeyAction onUnknownKey) {
		this.onUnknownKey = onUnknownKey;
	}

	public Map<String, PeerProperties> getPeers() {
		return this.peers;
	}

	public Map<String, OneListenerProperties> getListeners() {
		return this.listeners;
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

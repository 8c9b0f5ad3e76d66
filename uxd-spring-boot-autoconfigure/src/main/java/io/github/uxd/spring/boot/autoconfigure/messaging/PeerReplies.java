package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.messaging.ReplyOperations;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Sends replies by the template of the peer that was asked, within the time that its
 * properties say.
 */
final class PeerReplies implements ReplyOperations, SmartInitializingSingleton {

	private final UxdPeers peers;

	private final ObjectProvider<UxdTemplate> templates;

	private final UxdProperties properties;

	private final Map<String, Channel> channels = new ConcurrentHashMap<>();

	/**
	 * Create an object that replies.
	 * @param peers the peers that are asked
	 * @param templates the templates
	 * @param properties tell how long to try
	 */
	PeerReplies(UxdPeers peers, ObjectProvider<UxdTemplate> templates, UxdProperties properties) {
		this.peers = peers;
		this.templates = templates;
		this.properties = properties;
	}

	/**
	 * Find the templates now: when a listener has closed the application and answers, it
	 * is too late.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		for (ManagedPeer peer : this.peers.all()) {
			template(peer.peer()).ifPresent((template) -> this.channels.put(peer.id(), channel(peer.id(), template)));
		}
	}

	@Override
	public CompletableFuture<Void> reply(String peerId, byte[] reply, UxdAddress destination) {
		String id = peerId.isEmpty() ? this.peers.get(peerId).id() : peerId;
		Channel channel = this.channels.get(id);
		if (channel == null) {
			throw new IllegalStateException("No UxdTemplate sends from peer '" + id
					+ "': define one as a bean, or leave it to the auto-configuration");
		}
		return channel.operations().sendAsync(reply, destination, channel.timeout());
	}

	private Optional<UxdTemplate> template(Peer peer) {
		return this.templates.stream().filter((template) -> template.getPeer() == peer).findFirst();
	}

	private Channel channel(String peerId, UxdTemplate template) {
		return new Channel(template, this.properties.ofPeer(peerId).getListener().getReplyTimeout());
	}

	private record Channel(UxdOperations operations, Duration timeout) {

	}

}

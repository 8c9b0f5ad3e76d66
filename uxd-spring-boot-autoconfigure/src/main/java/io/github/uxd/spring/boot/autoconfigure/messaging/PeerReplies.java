package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.messaging.ReplyOperations;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Sends replies by the template of the peer that was asked, within the time that its
 * properties say.
 */
final class PeerReplies implements ReplyOperations {

	private final UxdPeers peers;

	private final ObjectProvider<UxdTemplate> templates;

	private final UxdProperties properties;

	private final Map<String, Channel> channels = new ConcurrentHashMap<>();

	/**
	 * Create an object that replies.
	 * @param peers the peers that are asked
	 * @param templates the templates, which are looked up when there is something to
	 * reply
	 * @param properties tell how long to try
	 */
	PeerReplies(UxdPeers peers, ObjectProvider<UxdTemplate> templates, UxdProperties properties) {
		this.peers = peers;
		this.templates = templates;
		this.properties = properties;
	}

	@Override
	public CompletableFuture<Void> reply(String peerId, byte[] reply, UxdAddress destination) {
		Channel channel = this.channels.get(peerId);
		if (channel == null) {
			channel = this.channels.computeIfAbsent(peerId, this::channel);
		}
		return channel.operations().sendAsync(reply, destination, channel.timeout());
	}

	private Channel channel(String peerId) {
		Peer peer = this.peers.get(peerId).peer();
		UxdTemplate template = this.templates.stream()
			.filter((candidate) -> candidate.getPeer() == peer)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No UxdTemplate sends from peer '" + peer.name()
					+ "': define one as a bean, or leave it to the auto-configuration"));
		return new Channel(template, this.properties.ofPeer(peerId).getListener().getReplyTimeout());
	}

	private record Channel(UxdOperations operations, Duration timeout) {

	}

}

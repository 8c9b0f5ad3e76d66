package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.github.uxd.UxdAddress;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.messaging.ReplyOperations;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;

/**
 * Sends replies by the template of the peer that was asked, within the time that its
 * properties say.
 */
final class PeerReplies implements ReplyOperations {

	private final BeanFactory beanFactory;

	private final UxdProperties properties;

	private final Map<String, Channel> channels = new ConcurrentHashMap<>();

	PeerReplies(BeanFactory beanFactory, UxdProperties properties) {
		this.beanFactory = beanFactory;
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
		boolean isFurther = this.properties.getPeers().containsKey(peerId);
		UxdOperations operations = isFurther
				? BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beanFactory, UxdOperations.class, peerId)
				: this.beanFactory.getBean(UxdOperations.class);
		return new Channel(operations, this.properties.ofPeer(peerId).getListener().getReplyTimeout());
	}

	private record Channel(UxdOperations operations, Duration timeout) {

	}

}

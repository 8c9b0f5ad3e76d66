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
package io.github.uxd.spring.boot.autoconfigure.messaging;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.uxd.Peer;
import io.github.uxd.UxdAddress;
import io.github.uxd.internal.spring.messaging.ReplyOperations;
import io.github.uxd.spring.boot.autoconfigure.PeerProperties;
import io.github.uxd.spring.boot.autoconfigure.UxdProperties;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.UxdPeers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Sends replies by the template of the peer that was asked, within the time that its
 * properties say.
 */
final class PeerReplies implements ReplyOperations, SmartInitializingSingleton, DisposableBean {

	private final UxdPeers peers;

	private final ObjectProvider<UxdTemplate> templates;

	private final UxdProperties properties;

	private final Queue<UxdTemplate> ownTemplates = new ConcurrentLinkedQueue<>();

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
		for (ManagedPeer peer : this.peers.getAll()) {
			channel(peer);
		}
	}

	@Override
	public CompletableFuture<Void> reply(String peerId, byte[] reply, UxdAddress destination) {
		Channel channel = channel(this.peers.get(peerId));
		return channel.template().reply(reply, destination, channel.timeout());
	}

	private Optional<UxdTemplate> template(Peer peer) {
		return this.templates.stream().filter((template) -> template.getPeer() == peer).findFirst();
	}

	private Channel channel(ManagedPeer peer) {
		return this.channels.computeIfAbsent(peer.id(), (id) -> {
			PeerProperties properties = this.properties.ofPeer(id);
			UxdTemplate template = template(peer.peer()).orElseGet(() -> ownTemplate(peer.peer(), properties));
			return new Channel(template, properties.getListener().getReplyTimeout());
		});
	}

	/**
	 * The application may send by other means: then this has templates that are nobody
	 * else's.
	 */
	private UxdTemplate ownTemplate(Peer peer, PeerProperties properties) {
		UxdTemplate template = new UxdTemplate(peer);
		template.setQueueCapacity(properties.getTemplate().getQueueCapacity());
		template.setQueueSize(properties.getTemplate().getQueueSize().toBytes());
		this.ownTemplates.add(template);
		return template;
	}

	@Override
	public void destroy() {
		this.ownTemplates.forEach(UxdTemplate::close);
	}

	private record Channel(UxdTemplate template, Duration timeout) {

	}

}

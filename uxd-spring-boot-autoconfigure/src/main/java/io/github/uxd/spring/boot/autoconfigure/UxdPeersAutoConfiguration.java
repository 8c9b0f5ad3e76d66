package io.github.uxd.spring.boot.autoconfigure;

import io.github.uxd.internal.spring.listener.PeerListenerRegistry;

import java.util.stream.Stream;

import io.github.uxd.Peer;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.internal.spring.listener.HandlingRecorder;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import io.github.uxd.spring.listener.UxdPeers;
import io.github.uxd.spring.observation.UxdListenerObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of further peers beside the primary one, and of what all of them
 * share.
 */
@AutoConfiguration(after = { UxdAutoConfiguration.class, UxdPollerAutoConfiguration.class })
@ConditionalOnUxdSwitch("uxd.enabled")
@Import(PeersRegistrar.class)
public final class UxdPeersAutoConfiguration {

	@Bean
	static PeerQualifiers uxdPeerQualifiers() {
		return new PeerQualifiers();
	}

	@Bean
	static PrimaryPeerCheck uxdPrimaryPeerCheck() {
		return new PrimaryPeerCheck();
	}

	@Bean
	@ConditionalOnSingleCandidate(Peer.class)
	ManagedPeer uxdManagedPeer(Peer peer, ObjectProvider<PeerLifecycle> lifecycles,
			ObjectProvider<PeerPoller> pollers) {
		return new ManagedPeer(peer.name(), peer,
				lifecycles.stream().filter((lifecycle) -> lifecycle.getPeer() == peer).findFirst().orElse(null),
				pollers.stream().filter((poller) -> poller.getPeer() == peer).findFirst().orElse(null));
	}

	@Bean
	@ConditionalOnMissingBean
	UxdPeers uxdPeers(ObjectProvider<ManagedPeer> peers) {
		return new UxdPeers(() -> primaryFirst(peers), () -> peers.getIfUnique() != null);
	}

	/**
	 * The order of the definitions isn't to be relied on: made ahead of time, those of
	 * the further peers come first.
	 */
	private static Stream<ManagedPeer> primaryFirst(ObjectProvider<ManagedPeer> peers) {
		ManagedPeer primary = peers.getIfUnique();
		return Stream.concat(Stream.ofNullable(primary), peers.stream().filter((peer) -> peer != primary));
	}

	@Bean
	@ConditionalOnMissingBean
	UxdErrorHandler uxdErrorHandler() {
		return new LoggingErrorHandler();
	}

	@Bean
	PollerCollaborators uxdPollerCollaborators(ApplicationEventPublisher publisher,
			ObjectProvider<DatagramHandler> handlers, ListableBeanFactory beanFactory, UxdErrorHandler errorHandler,
			ObjectProvider<HandlingRecorder> recorders) {
		return new PollerCollaborators(publisher, handlers, beanFactory, errorHandler, recorders);
	}

	@Bean
	@ConditionalOnMissingBean
	UxdListenerRegistry uxdListenerRegistry(UxdPeers peers, UxdProperties properties,
			ObjectProvider<ObservationRegistry> observationRegistry,
			ObjectProvider<UxdListenerObservationConvention> convention) {
		PeerListenerRegistry registry = new PeerListenerRegistry(peers,
				(peerId) -> properties.ofPeer(peerId).getListener().isAutoStartup());
		// Looked up only for a peer that is to be observed: what reports observations may
		// itself listen.
		registry.observe(
				(peerId) -> properties.ofPeer(peerId).getListener().isObservationEnabled()
						? observationRegistry.getIfAvailable(() -> ObservationRegistry.NOOP) : ObservationRegistry.NOOP,
				convention.getIfAvailable());
		return registry;
	}

}

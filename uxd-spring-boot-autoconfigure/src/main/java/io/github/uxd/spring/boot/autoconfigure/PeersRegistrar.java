package io.github.uxd.spring.boot.autoconfigure;

import java.util.List;

import io.github.uxd.Peer;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/**
 * Registers the beans of the peers that the properties below {@code uxd.peers} name. They
 * are fallbacks: without a qualifier the primary peer's are injected.
 */
final class PeersRegistrar implements BeanRegistrar {

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		for (String id : ConfiguredPeerIds.checkedIn(environment)) {
			new Registration(id, registry, environment).register();
		}
	}

	/**
	 * The beans of one peer.
	 */
	private static final class Registration {

		private final String id;

		private final PeerBeanNames names;

		private final BeanRegistry registry;

		private final Environment environment;

		Registration(String id, BeanRegistry registry, Environment environment) {
			this.id = id;
			this.names = new PeerBeanNames(id);
			this.registry = registry;
			this.environment = environment;
		}

		void register() {
			boolean logs = isOn("wire-log.enabled", false);
			boolean polls = isOn("poller.enabled", true);
			if (logs) {
				// Nobody else is to be given this peer's log.
				this.registry.registerBean(this.names.wireLog(), WireLog.class, (spec) -> spec.notAutowirable()
					.supplier((context) -> new WireLogFactory(configured(context)).open()));
			}
			this.registry.registerBean(this.names.peer(), Peer.class,
					(spec) -> spec.fallback().supplier((context) -> peer(context, logs)));
			this.registry.registerBean(this.names.lifecycle(), PeerLifecycle.class,
					(spec) -> spec.fallback().supplier(this::lifecycle));
			if (polls) {
				this.registry.registerBean(this.names.poller(), PeerPoller.class,
						(spec) -> spec.fallback().supplier(this::poller));
			}
			this.registry.registerBean(this.names.template(), UxdTemplate.class,
					(spec) -> spec.fallback().supplier(this::template));
			this.registry.registerBean(this.names.managedPeer(), ManagedPeer.class,
					(spec) -> spec.fallback().supplier((context) -> managedPeer(context, polls)));
		}

		private boolean isOn(String key, boolean byDefault) {
			return ConfiguredPeerIds.isOn(this.environment, this.id, key, byDefault);
		}

		private ConfiguredPeer configured(SupplierContext context) {
			return ConfiguredPeer.further(this.id, context.bean(UxdProperties.class));
		}

		private Peer peer(SupplierContext context, boolean logs) {
			@Nullable WireLog wireLog = logs ? context.bean(this.names.wireLog(), WireLog.class) : null;
			return new PeerFactory(configured(context)).create(wireLog,
					context.beanProvider(PeerBuilderCustomizer.class).orderedStream());
		}

		private PeerLifecycle lifecycle(SupplierContext context) {
			Peer peer = context.bean(this.names.peer(), Peer.class);
			ConfiguredPeer configured = configured(context);
			// Here, since nothing opens before all lifecycles are there.
			Peer primary = context.beanProvider(Peer.class).getIfUnique();
			configured.checkId((primary != peer) ? primary : null);
			return new PeerLifecycle(this.id, peer, configured.properties().getPhase());
		}

		private PeerPoller poller(SupplierContext context) {
			return new PollerFactory(configured(context)).create(context.bean(this.names.peer(), Peer.class), this.id,
					context.bean(PollerCollaborators.class));
		}

		private UxdTemplate template(SupplierContext context) {
			return new TemplateFactory(configured(context)).create(context.bean(this.names.peer(), Peer.class), this.id,
					context.bean(TemplateCollaborators.class));
		}

		private ManagedPeer managedPeer(SupplierContext context, boolean polls) {
			Peer peer = context.bean(this.names.peer(), Peer.class);
			// Of the application's own, perhaps.
			PeerLifecycle lifecycle = context.beanProvider(PeerLifecycle.class)
				.stream()
				.filter((candidate) -> candidate.getPeer() == peer)
				.findFirst()
				.orElse(null);
			List<PeerPoller> pollers = context.beanProvider(PeerPoller.class)
				.stream()
				.filter((candidate) -> candidate.getPeer() == peer)
				.toList();
			if (pollers.size() > 1) {
				throw new InvalidConfigurationPropertyValueException("uxd.peers." + this.id + ".poller.enabled", polls,
						"There is another poller of this peer, which would take datagrams away from this one. "
								+ "Set it to false to have that one only.");
			}
			return new ManagedPeer(this.id, peer, lifecycle, pollers.isEmpty() ? null : pollers.get(0));
		}

	}

}

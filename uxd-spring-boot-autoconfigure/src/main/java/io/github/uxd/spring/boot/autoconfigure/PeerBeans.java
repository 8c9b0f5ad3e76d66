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

import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.uxd.Peer;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;

/**
 * Registers the beans of one peer. Those of the primary one are injected where nothing is
 * said, those of another where a {@link Qualifier} asks for its id: a bean has but one
 * name, and the peer, its poller and its template share one id.
 */
final class PeerBeans {

	private final DefaultListableBeanFactory beanFactory;

	private final Environment environment;

	private final @Nullable String id;

	/**
	 * Create the beans of a peer.
	 * @param id the id of a further peer, or {@code null} for the primary one
	 */
	PeerBeans(DefaultListableBeanFactory beanFactory, Environment environment, @Nullable String id) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.id = id;
	}

	private String name(String kind) {
		return (this.id != null) ? this.id + "Uxd" + kind : "uxd" + kind;
	}

	boolean isOn(String key, boolean byDefault) {
		return PeerIds.isOn(this.environment, (this.id != null) ? "uxd.peers." + this.id : "uxd", key, byDefault);
	}

	/**
	 * Return whether the parent of this context has the peer and serves it: it would open
	 * twice at one place, and close with whichever context closes first.
	 */
	boolean areInParent() {
		BeanFactory parent = this.beanFactory.getParentBeanFactory();
		return parent != null && parent.containsBean(name("ManagedPeer"));
	}

	/**
	 * Register the log of the peer, if it is to have one.
	 * @return the name of its bean, or {@code null}
	 */
	@Nullable String registerWireLog() {
		if (!isOn("wire-log.enabled", false)) {
			return null;
		}
		// Nobody else is to be given the log of a further peer.
		return register("WireLog", WireLog.class, () -> new WireLogFactory(configured()).open(),
				(definition) -> definition.setAutowireCandidate(this.id == null));
	}

	/**
	 * Register the peer itself.
	 * @param wireLog the name of the bean that logs, or {@code null}
	 * @return the name of its bean
	 */
	String registerPeer(@Nullable String wireLog) {
		return register("Peer", Peer.class, () -> this.beanFactory.getBean(PeerFactory.class)
			.create(configured(), (wireLog != null) ? this.beanFactory.getBean(wireLog, WireLog.class) : null));
	}

	/**
	 * Register what serves the peer.
	 * @param peerName the name of its bean, which may be the application's own
	 * @param isWanted which beans to register, by what they are called and their type
	 */
	void registerRest(String peerName, BiPredicate<String, Class<?>> isWanted) {
		Supplier<Peer> peer = () -> this.beanFactory.getBean(peerName, Peer.class);
		if (isWanted.test("lifecycle", PeerLifecycle.class)) {
			register("PeerLifecycle", PeerLifecycle.class, () -> lifecycle(peer.get()));
		}
		if (isOn("poller.enabled", true) && isWanted.test("poller", PeerPoller.class)) {
			register("PeerPoller", PeerPoller.class, () -> this.beanFactory.getBean(PollerFactory.class)
				.create(configured(), peer.get(), idOf(peer.get())));
		}
		if (isWanted.test("template", UxdOperations.class)) {
			register("Template", UxdTemplate.class, () -> this.beanFactory.getBean(TemplateFactory.class)
				.create(configured(), peer.get(), idOf(peer.get())));
		}
		register("ManagedPeer", ManagedPeer.class, () -> managedPeer(peer.get()));
	}

	private PeerLifecycle lifecycle(Peer peer) {
		ConfiguredPeer configured = configured();
		// Here, since nothing opens before all lifecycles are there.
		Peer primary = this.beanFactory.getBeanProvider(Peer.class).getIfUnique();
		configured.checkId((primary != peer) ? primary : null);
		return new PeerLifecycle(idOf(peer), peer, configured.properties().getPhase());
	}

	private ManagedPeer managedPeer(Peer peer) {
		// Of the application's own, perhaps.
		return new ManagedPeer(idOf(peer), peer, find(PeerLifecycle.class, (lifecycle) -> lifecycle.getPeer() == peer),
				find(PeerPoller.class, (poller) -> poller.getPeer() == peer));
	}

	private <T> @Nullable T find(Class<T> type, Predicate<T> isOfPeer) {
		return this.beanFactory.getBeanProvider(type).stream().filter(isOfPeer).findFirst().orElse(null);
	}

	private String idOf(Peer peer) {
		return (this.id != null) ? this.id : peer.name();
	}

	private ConfiguredPeer configured() {
		UxdProperties properties = this.beanFactory.getBean(UxdProperties.class);
		return (this.id != null) ? ConfiguredPeer.further(this.id, properties)
				: ConfiguredPeer.primary(properties, this.environment);
	}

	private <T> String register(String kind, Class<T> type, Supplier<T> supplier) {
		return register(kind, type, supplier, (definition) -> {
			if (this.id == null) {
				definition.setPrimary(true);
				return;
			}
			definition.setFallback(true);
			definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, this.id));
		});
	}

	private <T> String register(String kind, Class<T> type, Supplier<T> supplier,
			Consumer<RootBeanDefinition> customizer) {
		RootBeanDefinition definition = new RootBeanDefinition(type, supplier);
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		customizer.accept(definition);
		this.beanFactory.registerBeanDefinition(name(kind), definition);
		return name(kind);
	}

}

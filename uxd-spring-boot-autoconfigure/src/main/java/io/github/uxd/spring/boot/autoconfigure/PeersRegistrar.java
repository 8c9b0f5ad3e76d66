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

import java.util.List;

import io.github.uxd.Peer;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.wire.WireLog;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers the beans of all peers, after those of the application, which it looks at.
 * They are there as soon as this is imported, so that the conditions of others see them.
 * <p>
 * A build that makes bean definitions ahead of time leaves these to the run, where this
 * comes as a post-processor instead, again after the application's. So the properties of
 * the run count, not those of the build.
 */
final class PeersRegistrar
		implements ImportBeanDefinitionRegistrar, BeanDefinitionRegistryPostProcessor, EnvironmentAware {

	private static final EscapingLog logger = new EscapingLog(LogNames.CONFIGURATION);

	private Environment environment = new StandardEnvironment();

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
		if (isBuild()) {
			registry.registerBeanDefinition("uxdPeersRegistrar", new RootBeanDefinition(PeersRegistrar.class));
		}
		register((DefaultListableBeanFactory) registry);
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!isBuild()) {
			if (!OnUxdEnabledCondition.isOn(this.environment)) {
				logger.warn("'uxd.enabled' is off, but was on when the bean definitions were made ahead of time, and "
						+ "only that counts. Set 'uxd.primary' and each 'uxd.peers.<id>.enabled' to false instead, "
						+ "or build with 'uxd.enabled' off");
			}
			register((DefaultListableBeanFactory) registry);
		}
	}

	private static boolean isBuild() {
		return Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
	}

	private void register(DefaultListableBeanFactory beanFactory) {
		KeysCheck.check(this.environment);
		List<String> ids = PeerIds.in(this.environment);
		registerPrimary(beanFactory, ids);
		for (String id : ids) {
			PeerBeans beans = new PeerBeans(beanFactory, this.environment, id);
			if (!beans.areInParent()) {
				beans.registerRest(beans.registerPeer(beans.registerWireLog()), (kind, type) -> true);
			}
		}
	}

	private static boolean isReplaced(String kind, @Nullable String own) {
		if (own != null) {
			// Which peer the bean is for can't always be seen.
			logger.info("'" + own + "' takes the place of the " + kind + " of the primary peer. If it is for another, "
					+ "qualify it with the id of that one");
		}
		return own != null;
	}

	private void registerPrimary(DefaultListableBeanFactory beanFactory, List<String> otherIds) {
		DefinedBeans defined = new DefinedBeans(beanFactory);
		PeerBeans beans = new PeerBeans(beanFactory, this.environment, null);
		if (defined.candidates(WireLog.class).isEmpty()) {
			beans.registerWireLog();
		}
		if (defined.candidates(Peer.class).isEmpty() && beans.isOn("primary", true)) {
			beans.registerPeer(defined.single(defined.candidates(WireLog.class)));
		}
		List<String> peers = defined.candidates(Peer.class);
		@Nullable String peer = defined.single(peers);
		if (peer != null) {
			if (beans.areInParent() && !beanFactory.containsLocalBean(peer)) {
				return;
			}
			beans.registerRest(peer, (kind, type) -> !isReplaced(kind, defined.serving(peer, type, otherIds)));
		}
		else if (!peers.isEmpty()) {
			// Nothing is guessed, so that nothing happens with them.
			logger.warn("None of the peers '" + String.join("', '", peers) + "' is opened, polled or sent from, "
					+ "since none is the primary one: annotate one with @Primary and open the others yourself, "
					+ "or configure them below 'uxd.peers' instead");
		}
	}

}

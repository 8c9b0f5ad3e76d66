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
package io.github.uxd.spring.boot.autoconfigure.diagnostics;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.uxd.Peer;
import io.github.uxd.spring.core.UxdOperations;
import io.github.uxd.spring.core.UxdTemplate;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.listener.PeerLifecycle;
import io.github.uxd.spring.listener.PeerPoller;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Says which peers there are when a bean of another is asked for. Before those of Spring
 * Boot, which know nothing of peers.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingPeerFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Set<Class<?>> OF_EACH_PEER = Set.of(Peer.class, UxdOperations.class, UxdTemplate.class,
			PeerPoller.class, PeerLifecycle.class, ManagedPeer.class);

	private final @Nullable ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	MissingPeerFailureAnalyzer(BeanFactory beanFactory, Environment environment) {
		this.beanFactory = (beanFactory instanceof ConfigurableListableBeanFactory listable) ? listable : null;
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		if (this.beanFactory == null || type == null || !OF_EACH_PEER.contains(type)) {
			return null;
		}
		List<String> peers = peers(this.beanFactory);
		String asked = askedFor(rootFailure);
		String wanted = ((description != null) ? description : "A bean") + " required a " + type.getSimpleName();
		if (isOff("uxd.enabled")) {
			return new FailureAnalysis(wanted + ", and all peers are switched off ('uxd.enabled').",
					"Set 'uxd.enabled' to true, or inject an ObjectProvider<" + type.getSimpleName()
							+ "> and do without where there is none.",
					cause);
		}
		if (asked == null) {
			return new FailureAnalysis(
					wanted + ", and there is no primary peer: of the others, " + names(peers) + ", none is meant.",
					(peers.isEmpty() ? "" : "Say which one is meant: use @Qualifier(\"" + peers.get(0) + "\"), say. ")
							+ "To have a primary peer, set 'uxd.primary' to true or leave it out.",
					cause);
		}
		String key = "uxd.peers." + asked + ".enabled";
		if (isOff(key)) {
			return new FailureAnalysis(wanted + " of the peer '" + asked + "', which is switched off ('" + key + "').",
					"Set '" + key + "' to true, or inject an ObjectProvider<" + type.getSimpleName()
							+ "> and do without where there is none.",
					cause);
		}
		return peers.contains(asked) ? null
				: new FailureAnalysis(
						wanted + " of the peer '" + asked + "', and there is no such peer, but " + names(peers) + ".",
						"Correct the qualifier, or configure the peer below 'uxd.peers." + asked
								+ "'. The primary peer needs no " + "qualifier.",
						cause);
	}

	private static String names(List<String> peers) {
		return peers.isEmpty() ? "none at all" : "'" + String.join("', '", peers) + "'";
	}

	private boolean isOff(String property) {
		return !Binder.get(this.environment)
			.bind(ConfigurationPropertyName.adapt(property, '.'), Bindable.of(Boolean.class))
			.orElse(true);
	}

	/**
	 * Return what the definitions tell: no bean is made now.
	 */
	private static List<String> peers(ConfigurableListableBeanFactory beanFactory) {
		return Arrays.stream(beanFactory.getBeanNamesForType(Peer.class, true, false))
			.filter(beanFactory::containsBeanDefinition)
			.map(beanFactory::getMergedBeanDefinition)
			.map((definition) -> (definition instanceof RootBeanDefinition root)
					? root.getQualifier(Qualifier.class.getName()) : null)
			.filter(Objects::nonNull)
			.map((qualifier) -> String
				.valueOf(Objects.requireNonNull(qualifier).getAttribute(AutowireCandidateQualifier.VALUE_KEY)))
			.toList();
	}

	private static @Nullable String askedFor(Throwable failure) {
		String asked = null;
		for (Throwable each = failure; each != null; each = each.getCause()) {
			if (each instanceof UnsatisfiedDependencyException unsatisfied) {
				InjectionPoint point = unsatisfied.getInjectionPoint();
				Qualifier qualifier = (point != null) ? point.getAnnotation(Qualifier.class) : null;
				asked = (qualifier != null) ? qualifier.value() : null;
			}
		}
		return asked;
	}

}

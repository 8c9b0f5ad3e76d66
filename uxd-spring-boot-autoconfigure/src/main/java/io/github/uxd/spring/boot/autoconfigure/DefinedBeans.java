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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

import io.github.uxd.Peer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * What the definitions of the beans of an application, and of its ancestors, tell: there
 * are no beans yet.
 */
final class DefinedBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	DefinedBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the names of the beans of a type that may be injected without a qualifier,
	 * but for fallbacks: these stand in, as those of further peers do where there is
	 * nothing else, and are nobody's choice.
	 */
	List<String> candidates(Class<?> type) {
		List<String> candidates = new ArrayList<>();
		for (String name : namesOf(type)) {
			RootBeanDefinition definition = definition(name);
			if (definition == null || (definition.isAutowireCandidate() && definition.isDefaultCandidate()
					&& !definition.isFallback())) {
				candidates.add(name);
			}
		}
		return candidates;
	}

	/**
	 * Return which of some candidates is injected, or {@code null} if that isn't clear.
	 */
	@Nullable String single(List<String> candidates) {
		List<String> primary = new ArrayList<>();
		for (String name : candidates) {
			RootBeanDefinition definition = definition(name);
			if (definition != null && definition.isPrimary()) {
				primary.add(name);
			}
		}
		List<String> chosen = !primary.isEmpty() ? primary : candidates;
		return (chosen.size() == 1) ? chosen.get(0) : null;
	}

	/**
	 * Return the bean of a type that serves the primary peer, or {@code null}. One that
	 * serves another peer says so: see {@link PeerQualifiers}.
	 * @param primary the name of the primary peer's bean
	 * @param type the type of the bean
	 * @param ids the ids of other peers; the names of their beans count too
	 */
	@Nullable String serving(String primary, Class<?> type, Collection<String> ids) {
		List<String> peers = List.of(namesOf(Peer.class));
		Predicate<String> isAnother = (id) -> ids.contains(id) || (peers.contains(id) && !id.equals(primary));
		for (String name : candidates(type)) {
			RootBeanDefinition definition = definition(name);
			if (definition == null
					|| PeerQualifiers.of(definition, this.beanFactory.getType(name, false)).noneMatch(isAnother)) {
				return name;
			}
		}
		return null;
	}

	private String[] namesOf(Class<?> type) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true, false);
	}

	/**
	 * Return the definition of a bean, or {@code null} if it has none.
	 */
	private @Nullable RootBeanDefinition definition(String name) {
		BeanFactory factory = this.beanFactory;
		while (factory instanceof ConfigurableListableBeanFactory owner) {
			if (owner.containsBeanDefinition(name)) {
				return (RootBeanDefinition) owner.getMergedBeanDefinition(name);
			}
			factory = owner.getParentBeanFactory();
		}
		return null;
	}

}

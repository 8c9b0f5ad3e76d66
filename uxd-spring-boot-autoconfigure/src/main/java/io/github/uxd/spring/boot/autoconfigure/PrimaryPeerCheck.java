package io.github.uxd.spring.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;

import io.github.uxd.Peer;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;

/**
 * Warns of an application with several peers of its own, none of which is the primary
 * one: nothing is guessed, so that nothing happens with them.
 */
final class PrimaryPeerCheck implements BeanFactoryPostProcessor {

	private static final EscapingLog logger = new EscapingLog(LogNames.CONFIGURATION);

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		List<String> candidates = Arrays.stream(beanFactory.getBeanNamesForType(Peer.class, true, false))
			.filter((name) -> isCandidate(beanFactory, name))
			.toList();
		if (candidates.size() > 1 && candidates.stream().noneMatch((name) -> isPrimary(beanFactory, name))) {
			logger.warn("None of the peers '" + String.join("', '", candidates) + "' is opened, polled or sent from, "
					+ "since none is the primary one: annotate one with @Primary and open the others yourself, "
					+ "or configure them below 'uxd.peers' instead");
		}
	}

	private static boolean isCandidate(ConfigurableListableBeanFactory beanFactory, String name) {
		return beanFactory.containsBeanDefinition(name)
				&& beanFactory.getBeanDefinition(name) instanceof AbstractBeanDefinition definition
				&& definition.isAutowireCandidate() && definition.isDefaultCandidate() && !definition.isFallback();
	}

	private static boolean isPrimary(ConfigurableListableBeanFactory beanFactory, String name) {
		BeanDefinition definition = beanFactory.getBeanDefinition(name);
		return definition.isPrimary();
	}

}

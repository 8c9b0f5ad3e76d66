package io.github.uxd.spring.boot.autoconfigure;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Has the beans of a peer injected where a {@link Qualifier} asks for its id: a bean has
 * but one name, and the peer, its poller and its template share one id.
 * <p>
 * The id becomes an attribute of the definition, which the container compares where there
 * is no qualifier proper. That one a build that works ahead of time refuses for beans of
 * a registrar.
 */
final class PeerQualifiers implements BeanFactoryPostProcessor, EnvironmentAware {

	private Environment environment = new StandardEnvironment();

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		for (String id : ConfiguredPeerIds.in(this.environment)) {
			for (String name : new PeerBeanNames(id).qualified()) {
				if (beanFactory.containsBeanDefinition(name)) {
					beanFactory.getBeanDefinition(name).setAttribute(AutowireCandidateQualifier.VALUE_KEY, id);
				}
			}
		}
	}

}

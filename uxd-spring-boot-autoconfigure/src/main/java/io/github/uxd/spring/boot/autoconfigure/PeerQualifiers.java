package io.github.uxd.spring.boot.autoconfigure;

import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Has the beans of a peer injected where a {@link Qualifier} asks for its id: a bean has
 * but one name, and the peer, its poller and its template share one id. A peer that a
 * parent of the context has is left to the parent.
 * <p>
 * Not in a build that makes bean definitions ahead of time: it leaves those of a
 * registrar to the run, as it does this, and refuses what is changed in them.
 */
final class PeerQualifiers implements BeanFactoryPostProcessor, EnvironmentAware {

	private Environment environment = new StandardEnvironment();

	/**
	 * Leave a peer to the parent of this context: it would open twice at one place.
	 */
	private static void remove(BeanDefinitionRegistry registry, PeerBeanNames names) {
		Stream.concat(names.qualified().stream(), Stream.of(names.wireLog()))
			.filter(registry::containsBeanDefinition)
			.forEach(registry::removeBeanDefinition);
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return;
		}
		for (String id : ConfiguredPeerIds.in(this.environment)) {
			PeerBeanNames names = new PeerBeanNames(id);
			if (beanFactory.getParentBeanFactory() != null
					&& beanFactory.getParentBeanFactory().containsBean(names.peer())) {
				remove((BeanDefinitionRegistry) beanFactory, names);
				continue;
			}
			for (String name : names.qualified()) {
				if (beanFactory.containsBeanDefinition(name)
						&& beanFactory.getBeanDefinition(name) instanceof AbstractBeanDefinition definition) {
					definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, id));
				}
			}
		}
	}

}

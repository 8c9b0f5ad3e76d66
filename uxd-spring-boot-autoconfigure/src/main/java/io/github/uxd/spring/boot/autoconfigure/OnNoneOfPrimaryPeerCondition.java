package io.github.uxd.spring.boot.autoconfigure;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.uxd.Peer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;

/**
 * Looks at the definitions, since there are no beans yet.
 */
final class OnNoneOfPrimaryPeerCondition extends SpringBootCondition implements ConfigurationCondition {

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		Assert.state(beanFactory != null, "There is no bean factory");
		Class<?> type = metadata.getAnnotations().get(ConditionalOnNoneOfPrimaryPeer.class).getClass("value");
		Peers peers = new Peers(beanFactory, context.getEnvironment());
		List<String> found = Arrays
			.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, type, true, false))
			.filter((name) -> !peers.isOfAnother(name))
			.toList();
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnNoneOfPrimaryPeer.class,
				type.getName());
		return found.isEmpty() ? ConditionOutcome.match(message.didNotFind("any bean of it").atAll())
				: ConditionOutcome.noMatch(message.found("bean", "beans").items(found));
	}

	/**
	 * Tells which peer a bean belongs to.
	 */
	private static final class Peers {

		private final ConfigurableListableBeanFactory beanFactory;

		private final Environment environment;

		Peers(ConfigurableListableBeanFactory beanFactory, Environment environment) {
			this.beanFactory = beanFactory;
			this.environment = environment;
		}

		boolean isOfAnother(String beanName) {
			ConfigurableListableBeanFactory owner = ownerOf(beanName);
			if (owner == null || !(owner.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition definition)) {
				return false;
			}
			if (definition.isFallback() || !definition.isAutowireCandidate() || !definition.isDefaultCandidate()) {
				return true;
			}
			Method method = definition.getResolvedFactoryMethod();
			if (method == null) {
				return false;
			}
			Stream<AnnotatedElement> injected = Arrays.stream(method.getParameters())
				.filter((parameter) -> parameter.getType() == Peer.class)
				.map(AnnotatedElement.class::cast);
			return Stream.concat(Stream.of(method), injected).anyMatch(this::isQualifiedForAnother);
		}

		private @Nullable ConfigurableListableBeanFactory ownerOf(String beanName) {
			ConfigurableListableBeanFactory owner = this.beanFactory;
			while (owner != null && !owner.containsBeanDefinition(beanName)) {
				owner = (owner.getParentBeanFactory() instanceof ConfigurableListableBeanFactory parent) ? parent
						: null;
			}
			return owner;
		}

		private boolean isQualifiedForAnother(AnnotatedElement element) {
			Qualifier qualifier = AnnotatedElementUtils.findMergedAnnotation(element, Qualifier.class);
			if (qualifier == null) {
				return false;
			}
			// Looked for only now: a bad id is for the registrar to report.
			return ConfiguredPeerIds.in(this.environment).contains(qualifier.value())
					|| isAnotherPeer(qualifier.value());
		}

		/**
		 * Return whether this is the name of a peer of the application's own that isn't
		 * the primary one.
		 */
		private boolean isAnotherPeer(String beanName) {
			List<String> names = List.of(this.beanFactory.getBeanNamesForType(Peer.class, true, false));
			if (!names.contains(beanName) || !this.beanFactory.containsBeanDefinition(beanName)) {
				return false;
			}
			BeanDefinition definition = this.beanFactory.getBeanDefinition(beanName);
			return !definition.isPrimary() && names.stream()
				.anyMatch((name) -> this.beanFactory.containsBeanDefinition(name)
						&& this.beanFactory.getBeanDefinition(name).isPrimary());
		}

	}

}

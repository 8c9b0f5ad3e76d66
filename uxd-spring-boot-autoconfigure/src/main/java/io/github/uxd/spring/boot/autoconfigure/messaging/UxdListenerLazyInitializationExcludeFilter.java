package io.github.uxd.spring.boot.autoconfigure.messaging;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.internal.spring.annotation.UxdListenerMethods;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;

/**
 * Has beans with {@link UxdListener @UxdListener} methods made at the start even where
 * all others wait until they are needed: else nobody would listen.
 */
class UxdListenerLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter {

	private final UxdListenerMethods methods = new UxdListenerMethods();

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		return !this.methods.find(beanType).isEmpty();
	}

}

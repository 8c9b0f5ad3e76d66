package io.github.uxd.internal.spring.annotation;

import java.lang.reflect.Method;

import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;

/**
 * Refuses {@link UxdListener @UxdListener} in an application without spring-messaging,
 * where nobody would call the methods.
 */
public class MissingMessagingListenerCheck implements BeanPostProcessor {

	private final UxdListenerMethods methods = new UxdListenerMethods();

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		for (Method method : this.methods.find(AopProxyUtils.ultimateTargetClass(bean)).keySet()) {
			throw new BeanInitializationException("@UxdListener on " + ClassUtils.getQualifiedMethodName(method)
					+ " of bean '" + beanName + "' needs spring-messaging, which is missing: "
					+ "add spring-messaging (uxd-spring-boot-starter has it)");
		}
		return bean;
	}

}

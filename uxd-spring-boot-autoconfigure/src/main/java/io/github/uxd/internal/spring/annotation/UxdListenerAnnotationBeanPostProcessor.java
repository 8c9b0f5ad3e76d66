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
package io.github.uxd.internal.spring.annotation;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.annotation.UxdListenerRegistrationException;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Registers the methods and beans that are annotated with
 * {@link UxdListener @UxdListener} with the {@link UxdListenerRegistry}: once all
 * singletons are there, and those of a bean that is made later when it appears. They are
 * unregistered when their bean is destroyed.
 * <p>
 * Deliberately not {@code Ordered}: so it comes after the post-processors that make
 * proxies, and the methods are called through them.
 * <p>
 * What it needs it asks the bean factory for when there is a method to register: the
 * {@link UxdListenerRegistry}, a
 * {@link org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory}
 * named {@value #METHOD_FACTORY_BEAN_NAME}, and for methods that return something a
 * {@link io.github.uxd.spring.core.PayloadConverter} and
 * {@link io.github.uxd.internal.spring.messaging.ReplyOperations}; if there is a
 * {@link io.github.uxd.internal.spring.messaging.ListenerRetries} it is asked how to try
 * again.
 */
public class UxdListenerAnnotationBeanPostProcessor
		implements DestructionAwareBeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton, DisposableBean {

	/**
	 * Name of the bean that makes methods callable.
	 */
	public static final String METHOD_FACTORY_BEAN_NAME = "uxdMessageHandlerMethodFactory";

	private final UxdListenerMethods methods = new UxdListenerMethods();

	private final Queue<ListenerBean> found = new ConcurrentLinkedQueue<>();

	/**
	 * What takes the listeners of a bean away, by the name of the bean.
	 */
	private final Map<String, List<Runnable>> registered = new ConcurrentHashMap<>();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	private volatile boolean singletonsAreThere;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, beanFactory);
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!ScopedProxyUtils.isScopedTarget(beanName)) {
			ListenerDeclarations declared = this.methods.find(AopProxyUtils.ultimateTargetClass(bean));
			if (!declared.areNone()) {
				// In this order, since another thread may just be registering what was
				// found.
				this.found.add(new ListenerBean(bean, beanName, declared));
				if (this.singletonsAreThere) {
					registerFound();
				}
			}
		}
		return bean;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.singletonsAreThere = true;
		registerFound();
		makeBeansThatListen();
	}

	private void registerFound() {
		for (ListenerBean bean = this.found.poll(); bean != null; bean = this.found.poll()) {
			register(bean);
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return !this.methods.find(AopProxyUtils.ultimateTargetClass(bean)).areNone();
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		this.found.removeIf((waiting) -> waiting.name().equals(beanName));
		unregister(beanName);
	}

	/**
	 * Unregister the listeners of beans whose end nobody tells of, as are those that a
	 * factory bean makes: the registry may be that of a parent, which goes on.
	 */
	@Override
	public void destroy() {
		this.registered.keySet().forEach(this::unregister);
	}

	private void unregister(String beanName) {
		List<Runnable> listeners = this.registered.remove(beanName);
		if (listeners != null) {
			listeners.forEach(Runnable::run);
		}
	}

	/**
	 * Have those beans made that listen but otherwise wait until somebody needs them:
	 * lazy ones, and the proxies of scoped ones.
	 */
	private void makeBeansThatListen() {
		ConfigurableListableBeanFactory beanFactory = beanFactory();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			if (!beanFactory.containsSingleton(name) && !beanFactory.getBeanDefinition(name).isAbstract()) {
				Class<?> type = beanFactory.getType(name, false);
				if (type != null && !this.methods.find(type).areNone()) {
					beanFactory.getBean(
							ScopedProxyUtils.isScopedTarget(name) ? ScopedProxyUtils.getOriginalBeanName(name) : name);
				}
			}
		}
	}

	private void register(ListenerBean bean) {
		UxdListenerRegistrar registrar = new UxdListenerRegistrar(beanFactory());
		UxdListenerRegistry registry = beanFactory().getBean(UxdListenerRegistry.class);
		for (DeclaredListener listener : bean.listeners()) {
			try {
				String id = registrar.register(registry, listener).getListenerId();
				this.registered.computeIfAbsent(bean.name(), (name) -> new CopyOnWriteArrayList<>())
					.add(() -> registry.unregister(id));
			}
			catch (RuntimeException ex) {
				throw new UxdListenerRegistrationException(listener.where() + " can't listen: " + ex.getMessage(), ex);
			}
		}
		if (bean.declared().ofClass().isEmpty()) {
			for (Method handler : bean.declared().handlers().keySet()) {
				String reason = "its class isn't annotated with @UxdListener; do that, or annotate the method with it";
				throw new UxdListenerRegistrationException(
						"@UxdHandler on " + ClassUtils.getQualifiedMethodName(handler, bean.type()) + " of bean '"
								+ bean.name() + "' would never be called: " + reason,
						new IllegalStateException(reason));
			}
		}
	}

	private ConfigurableListableBeanFactory beanFactory() {
		Assert.state(this.beanFactory != null, "No bean factory has been set");
		return this.beanFactory;
	}

}

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
import java.lang.reflect.Modifier;

import io.github.uxd.internal.spring.messaging.HandlerMethodListener;
import io.github.uxd.internal.spring.messaging.ListenerRetries;
import io.github.uxd.internal.spring.messaging.ReplyDestination;
import io.github.uxd.internal.spring.messaging.ReplyOperations;
import io.github.uxd.internal.spring.messaging.ReplySender;
import io.github.uxd.internal.spring.messaging.UxdMessageHandlerMethodFactory;
import io.github.uxd.spring.DatagramFilter;
import io.github.uxd.spring.DatagramListener;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.annotation.UxdListener;
import io.github.uxd.spring.core.PayloadConverter;
import io.github.uxd.spring.listener.UxdListenerContainer;
import io.github.uxd.spring.listener.UxdListenerEndpoint;
import io.github.uxd.spring.listener.UxdListenerRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.KotlinDetector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.Order;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Makes a listener of a method, as its annotation says, and registers it. Throws what is
 * wrong with it.
 */
final class UxdListenerRegistrar {

	private final ConfigurableListableBeanFactory beanFactory;

	private final AttributeValues values;

	UxdListenerRegistrar(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.values = new AttributeValues(beanFactory);
	}

	/**
	 * Register a method as a listener.
	 * @param registry where to
	 * @param bean the bean
	 * @param method the method of the bean's class
	 * @param annotation one of the method's annotations
	 * @param index which one of them it is
	 * @return what starts and stops it
	 */
	UxdListenerContainer register(UxdListenerRegistry registry, ListenerBean bean, Method method,
			MergedAnnotation<UxdListener> annotation, int index) {
		checkSingleton(bean);
		ListenerMethodCheck.check(bean, method);
		Method invocable = invocable(bean, method);
		ReplyDestination destination = new SendToDestinations(this.beanFactory).find(bean, method);
		String peerId = this.values.text("peer", annotation);
		String id = this.values.text("id", annotation);
		RetryPolicy retry = this.values.bean("retry", annotation, RetryPolicy.class);
		return registry.register(UxdListenerEndpoint
			.builder(id.isEmpty() ? bean.defaultListenerId(method, index) : id,
					Boolean.TRUE.equals(this.values.flag("batch", annotation)) ? batch(bean, invocable, peerId)
							: single(bean, invocable, peerId, destination))
			.peer(peerId)
			.order(order(bean, method))
			.autoStartup(this.values.flag("autoStartup", annotation))
			.concurrency(this.values.number("concurrency", annotation))
			.filter(this.values.bean("filter", annotation, DatagramFilter.class))
			.retryPolicy((retry != null) ? retry : retryOfPeer(peerId))
			.recoverer(this.values.bean("recoverer", annotation, DatagramRecoverer.class))
			.errorHandler(this.values.bean("errorHandler", annotation, UxdErrorHandler.class))
			.build());
	}

	private DatagramListener single(ListenerBean bean, Method method, String peerId,
			@Nullable ReplyDestination destination) {
		InvocableHandlerMethod handler = methodFactory().createInvocableHandlerMethod(bean.bean(), method);
		return new HandlerMethodListener(handler, peerId, replies(handler, peerId, destination));
	}

	private DatagramListener batch(ListenerBean bean, Method method, String peerId) {
		if (!(methodFactory() instanceof UxdMessageHandlerMethodFactory factory)) {
			throw new IllegalStateException("batches need the starter's own '"
					+ UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME + "'; take single datagrams");
		}
		return factory.createBatchListener(bean.bean(), method, peerId);
	}

	private MessageHandlerMethodFactory methodFactory() {
		return this.beanFactory.getBean(UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME,
				MessageHandlerMethodFactory.class);
	}

	private void checkSingleton(ListenerBean bean) {
		if (!this.beanFactory.containsBeanDefinition(bean.name())
				|| !this.beanFactory.getMergedBeanDefinition(bean.name()).isSingleton()) {
			throw new IllegalStateException("the bean isn't a singleton of the application, of which there is one");
		}
	}

	private static Method invocable(ListenerBean bean, Method method) {
		if (KotlinDetector.isSuspendingFunction(method)) {
			throw new IllegalStateException("suspending functions can't be called; "
					+ "write a plain one, which may return a CompletableFuture");
		}
		if (AopUtils.isCglibProxy(bean.bean()) && Modifier.isFinal(method.getModifiers())
				&& !Modifier.isStatic(method.getModifiers())) {
			throw new IllegalStateException(
					"the bean is a proxy, which a final method doesn't go through; make it not final");
		}
		return AopUtils.selectInvocableMethod(method, bean.bean().getClass());
	}

	private int order(ListenerBean bean, Method method) {
		Integer order = OrderUtils.getOrder(method);
		if (order != null) {
			return order;
		}
		if (bean.bean() instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		// Finds the annotation of a @Bean method too.
		Order annotation = this.beanFactory.findAnnotationOnBean(bean.name(), Order.class);
		return (annotation != null) ? annotation.value() : Ordered.LOWEST_PRECEDENCE;
	}

	private @Nullable ReplySender replies(InvocableHandlerMethod handler, String peerId,
			@Nullable ReplyDestination destination) {
		if (handler.isVoid()) {
			return null;
		}
		return new ReplySender(handler.getShortLogMessage(), this.beanFactory.getBean(PayloadConverter.class), peerId,
				this.beanFactory.getBean(ReplyOperations.class), destination);
	}

	private @Nullable RetryPolicy retryOfPeer(String peerId) {
		ListenerRetries retries = this.beanFactory.getBeanProvider(ListenerRetries.class).getIfAvailable();
		return (retries != null) ? retries.getRetry(peerId) : null;
	}

}

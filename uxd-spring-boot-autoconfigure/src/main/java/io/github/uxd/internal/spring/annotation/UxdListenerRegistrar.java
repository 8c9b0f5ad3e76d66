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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
import io.github.uxd.spring.annotation.UxdHandler;
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
import org.springframework.util.ClassUtils;

/**
 * Makes a listener of a method or bean, as its annotation says, and registers it. Throws
 * what is wrong with it.
 */
final class UxdListenerRegistrar {

	private final ConfigurableListableBeanFactory beanFactory;

	private final AttributeValues values;

	UxdListenerRegistrar(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.values = new AttributeValues(beanFactory);
	}

	/**
	 * Register a listener.
	 * @param registry where to
	 * @param declared the listener
	 * @return what starts and stops it
	 */
	UxdListenerContainer register(UxdListenerRegistry registry, DeclaredListener declared) {
		ListenerBean bean = declared.bean();
		MergedAnnotation<UxdListener> annotation = declared.annotation();
		checkSingleton(bean);
		String peerId = this.values.text("peer", annotation);
		String id = this.values.text("id", annotation);
		RetryPolicy retry = this.values.bean("retry", annotation, RetryPolicy.class);
		return registry
			.register(UxdListenerEndpoint.builder(id.isEmpty() ? declared.defaultId() : id, listener(declared, peerId))
				.peer(peerId)
				.order(order(bean, declared.method()))
				.autoStartup(this.values.flag("autoStartup", annotation))
				.concurrency(this.values.number("concurrency", annotation))
				.filter(this.values.bean("filter", annotation, DatagramFilter.class))
				.retryPolicy((retry != null) ? retry : retryOfPeer(peerId))
				.recoverer(this.values.bean("recoverer", annotation, DatagramRecoverer.class))
				.errorHandler(this.values.bean("errorHandler", annotation, UxdErrorHandler.class))
				.build());
	}

	private DatagramListener listener(DeclaredListener declared, String peerId) {
		ListenerBean bean = declared.bean();
		Method method = declared.method();
		boolean batch = Boolean.TRUE.equals(this.values.flag("batch", declared.annotation()));
		if (method == null) {
			if (batch) {
				throw new IllegalStateException("a batch is of datagrams of all types; take @UxdListener(batch = "
						+ "\"true\") on a method, or single datagrams for the @UxdHandler methods of the class");
			}
			return byType(bean, peerId);
		}
		return batch ? batch(bean, method, peerId) : single(bean, method, peerId);
	}

	private HandlerMethodListener single(ListenerBean bean, Method method, String peerId) {
		Method invocable = invocable(bean, method);
		ReplyDestination destination = new SendToDestinations(this.beanFactory).find(bean, method);
		InvocableHandlerMethod handler = methodFactory().createInvocableHandlerMethod(bean.bean(), invocable);
		return new HandlerMethodListener(handler, peerId, replies(handler, peerId, destination));
	}

	private DatagramListener batch(ListenerBean bean, Method method, String peerId) {
		Method invocable = invocable(bean, method);
		if (KotlinDetector.isSuspendingFunction(method)) {
			throw new IllegalStateException(
					"a suspending function can't be told what of a batch it has failed on; write a plain function");
		}
		new SendToDestinations(this.beanFactory).find(bean, method);
		return ourMethodFactory("batches need", "take single datagrams").createBatchListener(bean.bean(), invocable,
				peerId);
	}

	private DatagramListener byType(ListenerBean bean, String peerId) {
		Map<Method, MergedAnnotation<UxdHandler>> declared = bean.declared().handlers();
		if (declared.isEmpty()) {
			throw new IllegalStateException(
					"none of its methods is annotated with @UxdHandler; annotate those that take"
							+ " its datagrams, or leave the annotation of the class away");
		}
		List<HandlerMethodListener> handlers = new ArrayList<>();
		List<HandlerMethodListener> defaults = new ArrayList<>();
		declared.forEach((method, annotation) -> {
			HandlerMethodListener handler = handler(bean, method, peerId);
			(annotation.getBoolean("isDefault") ? defaults : handlers).add(handler);
		});
		return ourMethodFactory("@UxdHandler methods need", "annotate one method with @UxdListener instead")
			.createTypeListener(handlers, defaults, peerId);
	}

	private HandlerMethodListener handler(ListenerBean bean, Method method, String peerId) {
		try {
			if (bean.declared().ofMethods().containsKey(method)) {
				throw new IllegalStateException(
						"it is annotated with @UxdListener too, and would get datagrams twice; leave one of them away");
			}
			if (OrderUtils.getOrder(method) != null) {
				throw new IllegalStateException("it is annotated with @Order, but only one of the class's handlers is "
						+ "called; annotate the class instead");
			}
			return single(bean, method, peerId);
		}
		catch (RuntimeException ex) {
			throw new IllegalStateException("@UxdHandler " + ClassUtils.getShortName(bean.type()) + "."
					+ method.getName() + ": " + ex.getMessage(), ex);
		}
	}

	private UxdMessageHandlerMethodFactory ourMethodFactory(String what, String remedy) {
		if (!(methodFactory() instanceof UxdMessageHandlerMethodFactory factory)) {
			throw new IllegalStateException(what + " the starter's own '"
					+ UxdListenerAnnotationBeanPostProcessor.METHOD_FACTORY_BEAN_NAME + "'; " + remedy);
		}
		return factory;
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
		ListenerMethodCheck.check(bean, method);
		if (AopUtils.isCglibProxy(bean.bean()) && Modifier.isFinal(method.getModifiers())
				&& !Modifier.isStatic(method.getModifiers())) {
			throw new IllegalStateException(
					"the bean is a proxy, which a final method doesn't go through; make it not final");
		}
		Method invocable = AopUtils.selectInvocableMethod(method, bean.bean().getClass());
		ProxyCheck.check(bean, method, invocable);
		return invocable;
	}

	private int order(ListenerBean bean, @Nullable Method method) {
		Integer order = (method != null) ? OrderUtils.getOrder(method) : null;
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
		if (handler.isVoid() && !KotlinDetector.isSuspendingFunction(handler.getMethod())) {
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

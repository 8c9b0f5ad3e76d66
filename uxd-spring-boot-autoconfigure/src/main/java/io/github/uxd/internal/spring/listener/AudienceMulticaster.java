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
package io.github.uxd.internal.spring.listener;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;

/**
 * Spring's own multicaster, which also tells who listens to a kind of event, and whether
 * that may have changed since.
 */
public final class AudienceMulticaster extends SimpleApplicationEventMulticaster {

	private final AtomicLong changes = new AtomicLong();

	private final BeanFactory beanFactory;

	/**
	 * Those that are known by the names of their beans.
	 */
	private final Set<String> listenerBeans = ConcurrentHashMap.newKeySet();

	/**
	 * Create a multicaster without listeners.
	 * @param beanFactory where listeners are that are known by the names of their beans
	 */
	public AudienceMulticaster(BeanFactory beanFactory) {
		super(beanFactory);
		this.beanFactory = beanFactory;
	}

	/**
	 * Return how often listeners have come or gone. What was found out when it was the
	 * same is so still: it changes when they are there or gone, and before who has added
	 * or removed them goes on.
	 */
	long changes() {
		return this.changes.get();
	}

	/**
	 * Find who listens to an event. This may make the beans of listeners: of those that
	 * are made for each event, too.
	 * @param event the event
	 * @param type its type
	 * @return the listeners, in their order
	 */
	Collection<ApplicationListener<?>> listeners(ApplicationEvent event, ResolvableType type) {
		return getApplicationListeners(event, type);
	}

	/**
	 * Hand an event to listeners that were found for one of its type before: what is left
	 * of a multicast when nobody has to be looked for.
	 * @param event the event
	 * @param type its type
	 * @param listeners who listens to it
	 */
	void multicast(ApplicationEvent event, ResolvableType type, ApplicationListener<?>[] listeners) {
		if (getTaskExecutor() != null) {
			multicastEvent(event, type);
			return;
		}
		for (ApplicationListener<?> listener : listeners) {
			invokeListener(listener, event);
		}
	}

	/**
	 * Return whether the bean of a listener to an event isn't made once, but for each
	 * event. None is made to find out: its type says enough.
	 * @param event the type of the event
	 */
	boolean isAnyMadeForEach(ResolvableType event) {
		return this.listenerBeans.stream().anyMatch((name) -> isMadeForEach(name, event));
	}

	private boolean isMadeForEach(String name, ResolvableType eventType) {
		if (!this.beanFactory.containsBean(name) || this.beanFactory.isSingleton(name)) {
			return false;
		}
		Class<?> type = this.beanFactory.getType(name);
		return type == null || supportsEvent(type, eventType);
	}

	@Override
	public void addApplicationListener(ApplicationListener<?> listener) {
		super.addApplicationListener(listener);
		this.changes.incrementAndGet();
	}

	@Override
	public void addApplicationListenerBean(String listenerBeanName) {
		super.addApplicationListenerBean(listenerBeanName);
		this.listenerBeans.add(listenerBeanName);
		this.changes.incrementAndGet();
	}

	@Override
	public void removeApplicationListener(ApplicationListener<?> listener) {
		super.removeApplicationListener(listener);
		this.changes.incrementAndGet();
	}

	@Override
	public void removeApplicationListenerBean(String listenerBeanName) {
		super.removeApplicationListenerBean(listenerBeanName);
		this.listenerBeans.remove(listenerBeanName);
		this.changes.incrementAndGet();
	}

	@Override
	public void removeApplicationListeners(Predicate<ApplicationListener<?>> predicate) {
		super.removeApplicationListeners(predicate);
		this.changes.incrementAndGet();
	}

	@Override
	public void removeApplicationListenerBeans(Predicate<String> predicate) {
		super.removeApplicationListenerBeans(predicate);
		this.listenerBeans.removeIf(predicate);
		this.changes.incrementAndGet();
	}

	@Override
	public void removeAllListeners() {
		super.removeAllListeners();
		this.listenerBeans.clear();
		this.changes.incrementAndGet();
	}

}

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

import io.github.uxd.spring.annotation.UxdListener;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanInitializationException;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Refuses {@link UxdListener @UxdListener} in an application without spring-messaging,
 * where nobody would call the methods.
 */
public class MissingMessagingListenerCheck implements BeanPostProcessor {

	private final UxdListenerMethods methods = new UxdListenerMethods();

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		ListenerDeclarations declared = this.methods.find(AopProxyUtils.ultimateTargetClass(bean));
		for (DeclaredListener listener : new ListenerBean(bean, beanName, declared).listeners()) {
			throw new BeanInitializationException(listener.where() + " needs spring-messaging, which is missing: "
					+ "add spring-messaging (uxd-spring-boot-starter has it)");
		}
		return bean;
	}

}

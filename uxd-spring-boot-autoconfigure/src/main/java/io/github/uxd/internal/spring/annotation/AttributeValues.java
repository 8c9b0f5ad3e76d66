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

import java.util.Arrays;

import io.github.uxd.spring.annotation.UxdListener;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.MergedAnnotation;

/**
 * What the attributes of {@link UxdListener @UxdListener} come to, which may hold
 * placeholders and expressions.
 */
final class AttributeValues {

	private final ConfigurableListableBeanFactory beanFactory;

	AttributeValues(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the text of an attribute.
	 * @return the text, empty if nothing is said
	 * @throws IllegalArgumentException if an expression gives {@code null}
	 */
	String text(String attribute, MergedAnnotation<UxdListener> annotation) {
		String text = annotation.getString(attribute);
		if (text.isEmpty()) {
			return text;
		}
		Object value = evaluate(attribute, text);
		if (value == null) {
			throw new IllegalArgumentException("its " + attribute + " '" + text + "' evaluates to null");
		}
		return value.toString().trim();
	}

	/**
	 * Return what an attribute says that is true or false.
	 * @return which, or {@code null} if nothing is said
	 * @throws IllegalArgumentException if it is neither
	 */
	@Nullable Boolean flag(String attribute, MergedAnnotation<UxdListener> annotation) {
		String text = text(attribute, annotation);
		if (text.isEmpty()) {
			return null;
		}
		boolean flag = text.equalsIgnoreCase("true");
		if (!flag && !text.equalsIgnoreCase("false")) {
			throw new IllegalArgumentException("its " + attribute + " must be true or false, and is '" + text + "'");
		}
		return flag;
	}

	/**
	 * Return what an attribute says that is a whole number.
	 * @return the number, or {@code null} if nothing is said
	 * @throws IllegalArgumentException if it is something else
	 */
	@Nullable Integer number(String attribute, MergedAnnotation<UxdListener> annotation) {
		String text = text(attribute, annotation);
		if (text.isEmpty()) {
			return null;
		}
		try {
			return Integer.valueOf(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("its " + attribute + " must be a whole number, and is '" + text + "'",
					ex);
		}
	}

	/**
	 * Return the bean that an attribute names, or that its expression gives.
	 * @return the bean, or {@code null} if nothing is said
	 * @throws IllegalArgumentException if there is no such bean
	 */
	<T> @Nullable T bean(String attribute, MergedAnnotation<UxdListener> annotation, Class<T> type) {
		String text = annotation.getString(attribute);
		if (text.isEmpty()) {
			return null;
		}
		Object value = evaluate(attribute, text);
		if (type.isInstance(value)) {
			return type.cast(value);
		}
		if (!(value instanceof String name)) {
			throw new IllegalArgumentException("its " + attribute + " '" + text + "' evaluates to "
					+ ((value != null) ? "a " + value.getClass().getName() : "null") + "; give it the name of a "
					+ type.getSimpleName() + " bean, or an expression that gives one");
		}
		if (name.isBlank()) {
			return null;
		}
		if (!this.beanFactory.containsBean(name.trim()) || !this.beanFactory.isTypeMatch(name.trim(), type)) {
			String[] names = this.beanFactory.getBeanNamesForType(type);
			throw new IllegalArgumentException("its " + attribute + " is '" + name + "', but there is no "
					+ type.getSimpleName() + " of that name" + ((names.length > 0)
							? "; there is " + String.join(", ", Arrays.asList(names)) : "; define it as a bean"));
		}
		return this.beanFactory.getBean(name.trim(), type);
	}

	private @Nullable Object evaluate(String attribute, String text) {
		String value = this.beanFactory.resolveEmbeddedValue(text);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		if (value == null || resolver == null) {
			return value;
		}
		try {
			return resolver.evaluate(value, new BeanExpressionContext(this.beanFactory, null));
		}
		catch (BeansException ex) {
			throw new IllegalArgumentException("its " + attribute + " '" + text + "' can't be evaluated: "
					+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
		}
	}

}

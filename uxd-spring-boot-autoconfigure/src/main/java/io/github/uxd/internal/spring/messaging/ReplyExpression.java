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
package io.github.uxd.internal.spring.messaging;

import io.github.uxd.UxdAddress;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.common.TemplateParserContext;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.MapAccessor;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * Finds the destination of each answer by an expression: {@code !{...}}, maybe with text
 * around it, as Spring Kafka writes them. Its root has the {@code request}, with
 * {@code source}, {@code length} and {@code credentials}, and the {@code result}; beans
 * are {@code @name}. Any number of threads may ask.
 */
final class ReplyExpression implements ReplyDestination {

	private static final String PREFIX = "!{";

	private final String text;

	private final Expression expression;

	private final StandardEvaluationContext context = new StandardEvaluationContext();

	/**
	 * Create an expression.
	 * @param text the text with the expression
	 * @param beanFactory has the beans that it may name
	 * @throws ParseException if it isn't one
	 */
	ReplyExpression(String text, BeanFactory beanFactory) {
		this.text = text;
		this.expression = new SpelExpressionParser().parseExpression(text, new TemplateParserContext(PREFIX, "}"));
		this.context.setBeanResolver(new BeanFactoryResolver(beanFactory));
		this.context.addPropertyAccessor(new MapAccessor());
	}

	/**
	 * Return whether a text holds an expression that is evaluated for each answer.
	 * @param text the text
	 */
	static boolean isIn(CharSequence text) {
		return text.toString().contains(PREFIX);
	}

	@Override
	public UxdAddress find(Asked request, Object result) {
		Object value = this.expression.getValue(this.context, new Root(request, result));
		if (value == null) {
			throw new IllegalStateException("The expression '" + this.text + "' gives nothing");
		}
		return ReplyDestination.address(value);
	}

	/**
	 * What the expression begins with.
	 *
	 * @param request what is answered
	 * @param result what the listener returned
	 */
	record Root(Asked request, Object result) {

	}

}

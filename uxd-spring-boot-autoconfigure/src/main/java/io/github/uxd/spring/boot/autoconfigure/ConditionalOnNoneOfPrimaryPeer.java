package io.github.uxd.spring.boot.autoconfigure;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches unless the application has a bean of a type that serves the primary peer. One
 * that serves another peer doesn't count: it is qualified with the id of that peer, or
 * made by a method that has a peer injected that is qualified so.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnNoneOfPrimaryPeerCondition.class)
@interface ConditionalOnNoneOfPrimaryPeer {

	/**
	 * The type of the bean.
	 */
	Class<?> value();

}

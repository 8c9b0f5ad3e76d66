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
package io.github.uxd.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Has a method of a bean called for each datagram that a peer receives, or, on the bean's
 * class, the one of its methods annotated with {@link UxdHandler @UxdHandler} that takes
 * the payload.
 *
 * <pre class="code">
 * &#64;UxdListener
 * String answer(Question question, &#64;Nullable UxdAddress source) {
 * 	...
 * }
 * </pre>
 *
 * <h2>Parameters</h2> Any number of these, in any order:
 * <ul>
 * <li>the payload as it is: {@code byte[]} (a copy), {@link java.nio.ByteBuffer}
 * (read-only), {@link String} or {@link CharSequence} (UTF-8),
 * {@link java.io.InputStream}, {@link java.io.Reader}, {@link io.github.uxd.Datagram};
 * without bytes they are empty, not {@code null}, unless {@code @Payload} says that they
 * aren't {@code required}. On the thread that receives, where listeners run by default,
 * the buffer is the one that was received in: it is valid for the call, and not to be
 * kept. If the method's work may go on after it has returned, as it is
 * {@link org.springframework.scheduling.annotation.Async @Async} or returns a
 * {@link java.util.concurrent.CompletionStage} or a reactive type, the buffer is over a
 * copy</li>
 * <li>{@link io.github.uxd.DatagramView}, valid for the call; only where listeners run on
 * the thread that receives, and no work goes on after the method has returned</li>
 * <li>the payload as any other type, which Spring's message converters make of it: JSON
 * if Jackson is there. {@code @Payload} may say so, and that it isn't {@code required},
 * as a parameter does that is {@code @Nullable} or {@code Optional}: a datagram without
 * bytes is then {@code null} or an empty {@code Optional}, else it is an error. A
 * collection or an array is asked for by {@code @Payload} too. With {@code @Valid} or
 * {@code @Validated} it is validated</li>
 * <li>{@code Message<T>} of Spring, with the payload as {@code T}, without an id and a
 * time. It may be kept: a {@code ByteBuffer} in it is over a copy, and a view is
 * refused</li>
 * <li>{@link io.github.uxd.Peer}: who received it</li>
 * <li>{@link io.github.uxd.UxdAddress}: the source; and
 * {@link io.github.uxd.SenderCredentials}. Both can be missing, the source whenever the
 * sender's socket isn't bound: that is an error unless the parameter is {@code @Nullable}
 * or {@code Optional}</li>
 * <li>{@code @Header} with a name of {@link io.github.uxd.spring.UxdHeaders}, maybe with
 * a default, and {@code @Headers Map}</li>
 * </ul>
 * Kotlin's functions are methods: a parameter whose type isn't nullable, and that has no
 * default, is an error where the datagram lacks it. What a suspending one returns is
 * answered with when it is done, as of a {@link java.util.concurrent.CompletionStage}; it
 * needs {@code kotlinx-coroutines-reactor} and {@code kotlin-reflect}.
 *
 * <h2>Return values</h2> Whatever is returned is the reply to the datagram's source, sent
 * by the peer that received it: {@code byte[]}, {@code ByteBuffer}, {@code String},
 * {@code Datagram} and {@code DatagramView} as they are, all else converted, to JSON if
 * Jackson is there. A {@link java.util.concurrent.CompletionStage} is answered for when
 * it is done, an {@link java.util.Optional} if it has a value, and what a reactive type
 * emits, such as {@code Mono} or {@code Flux}, is sent one after the other. Nothing is
 * sent for {@code null}, nor to an unbound sender: who wants an answer must bind its
 * socket. The method's thread never waits for who asked. A reply that can't be made or
 * sent is logged, at most once a second.
 * <p>
 * With spring-messaging's {@code @SendTo}, on the method or else on the class, it is sent
 * to one other socket instead, for unbound senders too: an absolute path, or an abstract
 * name with an {@code @} in front, maybe by placeholders and expressions
 * ({@code #{...}}), which are evaluated at the start, or by an expression that is
 * evaluated for each reply: {@code !{...}}, with the {@code request} ({@code source},
 * {@code length}, {@code credentials}) and the {@code result}. Without a value it goes to
 * the source.
 *
 * <h2>Threads</h2> The method is called as the peer dispatches its datagrams: on the
 * thread that receives, one datagram after the other, unless properties say otherwise.
 * While it is busy there the kernel's queue fills, and senders feel it. Listeners of one
 * peer are called in the order of their {@code @Order}: on the method, or else on the
 * bean, whose class may be {@code Ordered} too.
 *
 * <h2>Errors</h2> What the method throws, or what its parameters can't be made of, costs
 * this listener this datagram: the {@link io.github.uxd.spring.UxdErrorHandler} is given
 * it as it was thrown. If the peer's properties ask for retries the method is called
 * again first, on the same thread, except when the datagram can't be converted or isn't
 * valid: the payload by itself, or the method's arguments by the constraints of its
 * parameters, if the bean's class is {@code @Validated}. A result that fails after the
 * method has returned is told of too, with the datagram, but not tried again.
 * <p>
 * Mistakes end the start of the application: a peer that there is none of, an id that is
 * taken, a bean that isn't a singleton, a method that can't be called through the bean's
 * proxy, parameters that no datagram can be made into, annotations of spring-messaging
 * that would have no effect, a wrong {@code @SendTo}. With a JDK proxy the method must be
 * one of an interface, and what is said of its parameters must be said there too.
 *
 * <h2>As a meta-annotation</h2> An annotation of your own can bear this one, and set its
 * attributes by {@link org.springframework.core.annotation.AliasFor @AliasFor}.
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(UxdListeners.class)
@Reflective(ListenerMethodReflectiveProcessor.class)
public @interface UxdListener {

	/**
	 * Id of the peer to listen to: its key below {@code uxd.peers}. May have placeholders
	 * and expressions ({@code #{...}}). Default is the primary peer.
	 * @return the id of the peer
	 */
	String peer() default "";

	/**
	 * Id of the listener, by which it is found in the registry. May have placeholders and
	 * expressions. Default is {@code bean.method}, followed by {@code (Type,Type)} if
	 * several listeners of the bean have that name, or {@code bean} for its class; and by
	 * {@code #2} for the second one of the same method or class.
	 * @return the id, unique in the application
	 */
	String id() default "";

	/**
	 * Whether to listen as soon as the application has started: {@code true} or
	 * {@code false}, maybe by a placeholder or an expression. Default is the peer's
	 * property {@code listener.auto-startup}.
	 * @return whether to start automatically
	 */
	String autoStartup() default "";

	/**
	 * Whether the method takes a {@link java.util.List} of what was received together,
	 * instead of one datagram: {@code true} or {@code false}, maybe by a placeholder or
	 * an expression. Default is {@code false}.
	 * @return whether the method takes batches
	 */
	String batch() default "";

	/**
	 * How many datagrams at most the method is called with at the same time: a whole
	 * number from 1 on, maybe by a placeholder or an expression. The sources are spread
	 * over so many lanes, and the method is called independently of other listeners. Work
	 * that goes on after a call, of a suspending function say, isn't bounded. More than
	 * one needs a peer whose {@code dispatch.mode} is {@code pool} or {@code virtual}.
	 * Default is as many as there are threads.
	 * @return the number
	 */
	String concurrency() default "";

	/**
	 * Name of the {@link io.github.uxd.spring.DatagramFilter} bean that says which
	 * datagrams the method is called for, or an expression that gives one. Default is
	 * none: it is called for all.
	 * @return the name of the filter
	 */
	String filter() default "";

	/**
	 * Name of the {@link org.springframework.core.retry.RetryPolicy} bean that says when
	 * the method is called again with a datagram that it has failed on, or an expression
	 * that gives one. Default is what the properties of the listener or of its peer say.
	 * @return the name of the policy
	 */
	String retry() default "";

	/**
	 * Name of the {@link io.github.uxd.spring.DatagramRecoverer} bean that takes what the
	 * method has failed on for the last time, or an expression that gives one. Default is
	 * the only bean of that type, if there is one.
	 * @return the name of the recoverer
	 */
	String recoverer() default "";

	/**
	 * Name of the {@link io.github.uxd.spring.UxdErrorHandler} bean that is given what
	 * the method has failed on and nobody has recovered, or an expression that gives one.
	 * Default is that of all listeners.
	 * @return the name of the error handler
	 */
	String errorHandler() default "";

}

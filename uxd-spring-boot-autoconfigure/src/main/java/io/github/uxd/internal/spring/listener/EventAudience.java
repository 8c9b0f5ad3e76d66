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

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Knows who listens to a kind of event, and hands them over. It is Spring's answer, asked
 * for again whenever a listener has come or gone. Thread-safe.
 */
final class EventAudience {

	private static final String NAME = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;

	private static final Answer SOMEBODY = new Answer(-1, true, null);

	private final ApplicationEventPublisher publisher;

	/**
	 * Who is asked, or {@code null} if nobody knows.
	 */
	private final @Nullable AudienceMulticaster multicaster;

	private final ApplicationEvent sample;

	private final ResolvableType type;

	private volatile Answer answer = SOMEBODY;

	/**
	 * Create the audience of a kind of event. Where it can't be known somebody may always
	 * listen: events also go to the contexts above, an application may have a multicaster
	 * of its own, and who publishes may be anybody.
	 * @param publisher where events are published
	 * @param sample an event of the kind, from the same class of source
	 */
	EventAudience(ApplicationEventPublisher publisher, ApplicationEvent sample) {
		this.publisher = publisher;
		this.multicaster = (publisher instanceof ConfigurableApplicationContext context && context.getParent() == null
				&& context.getBeanFactory().getSingleton(NAME) instanceof AudienceMulticaster known) ? known : null;
		this.sample = sample;
		this.type = ResolvableType.forInstance(sample);
	}

	/**
	 * Return whether somebody may listen.
	 */
	boolean isThere() {
		return answer().heard();
	}

	/**
	 * Publish an event of the kind.
	 */
	void publish(ApplicationEvent event) {
		ApplicationListener<?>[] listeners = answer().listeners();
		if (listeners != null && this.multicaster != null) {
			this.multicaster.multicast(event, this.type, listeners);
		}
		else {
			this.publisher.publishEvent(event);
		}
	}

	private Answer answer() {
		AudienceMulticaster multicaster = this.multicaster;
		Answer answer = this.answer;
		return (multicaster == null || answer.changes() == multicaster.changes()) ? answer : ask(multicaster);
	}

	private Answer ask(AudienceMulticaster multicaster) {
		try {
			// Before: who comes meanwhile is asked for the next time.
			long changes = multicaster.changes();
			Answer answer = multicaster.isAnyMadeForEach(this.type) ? new Answer(changes, true, null)
					: Answer.of(changes, multicaster.listeners(this.sample, this.type));
			this.answer = answer;
			return answer;
		}
		catch (Throwable ex) {
			// A listener's bean that can't be made, no memory: who publishes is told.
			return SOMEBODY;
		}
	}

	/**
	 * An answer.
	 *
	 * @param changes how often listeners had come or gone
	 * @param heard whether somebody may listen
	 * @param listeners who does, or {@code null} if that may be others each time
	 */
	private record Answer(long changes, boolean heard, ApplicationListener<?> @Nullable [] listeners) {

		static Answer of(long changes, Collection<ApplicationListener<?>> listeners) {
			return new Answer(changes, !listeners.isEmpty(), listeners.toArray(ApplicationListener<?>[]::new));
		}

	}

}

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

import java.util.function.BooleanSupplier;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Tells whether anybody listens to a kind of event. It is Spring's answer, asked for
 * again whenever a listener has come or gone. Thread-safe.
 */
final class EventAudience implements BooleanSupplier {

	private static final String NAME = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;

	private static final Answer NONE = new Answer(-1, true);

	private final AudienceMulticaster multicaster;

	private final ApplicationEvent sample;

	private final ResolvableType type;

	private volatile Answer answer = NONE;

	private EventAudience(AudienceMulticaster multicaster, ApplicationEvent sample) {
		this.multicaster = multicaster;
		this.sample = sample;
		this.type = ResolvableType.forInstance(sample);
	}

	/**
	 * Find the audience of a kind of event. Where it can't be known somebody may always
	 * listen: events also go to the contexts above, an application may have a multicaster
	 * of its own, and who publishes may be anybody.
	 * @param publisher where events are published
	 * @param sample an event of the kind, from the same class of source
	 */
	static BooleanSupplier of(ApplicationEventPublisher publisher, ApplicationEvent sample) {
		if (publisher instanceof ConfigurableApplicationContext context && context.getParent() == null
				&& context.getBeanFactory().getSingleton(NAME) instanceof AudienceMulticaster multicaster) {
			return new EventAudience(multicaster, sample);
		}
		return () -> true;
	}

	@Override
	public boolean getAsBoolean() {
		Answer answer = this.answer;
		return (answer.changes() == this.multicaster.changes()) ? answer.heard() : ask();
	}

	private boolean ask() {
		try {
			// Before: who comes meanwhile is asked for the next time.
			long changes = this.multicaster.changes();
			boolean heard = this.multicaster.isListenedTo(this.sample, this.type);
			this.answer = new Answer(changes, heard);
			return heard;
		}
		catch (Throwable ex) {
			// A listener's bean that can't be made, no memory: who publishes is told.
			return true;
		}
	}

	/**
	 * An answer.
	 *
	 * @param changes how often listeners had come or gone
	 * @param heard whether somebody listened
	 */
	private record Answer(long changes, boolean heard) {

	}

}

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
package io.github.uxd.spring.boot.autoconfigure;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.uxd.Peer;
import io.github.uxd.internal.spring.listener.DatagramDispatcher;
import io.github.uxd.internal.spring.listener.DispatchSettings;
import io.github.uxd.internal.spring.listener.HandlingRecorder;
import io.github.uxd.internal.spring.listener.PollerSettings;
import io.github.uxd.internal.spring.listener.ThreadedPeerPoller;
import io.github.uxd.spring.DatagramHandler;
import io.github.uxd.spring.DatagramRecoverer;
import io.github.uxd.spring.UxdErrorHandler;
import io.github.uxd.spring.boot.autoconfigure.ValueChecks.Setting;
import io.github.uxd.spring.listener.DispatchOrder;
import io.github.uxd.spring.listener.LoggingErrorHandler;
import io.github.uxd.spring.listener.PeerPoller;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.CompositeTaskDecorator;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Makes pollers of their properties, and refuses those that make no sense.
 */
final class PollerFactory {

	private final ApplicationEventPublisher publisher;

	private final ObjectProvider<DatagramHandler> handlers;

	private final ListableBeanFactory beanFactory;

	private final UxdErrorHandler errorHandler;

	private final ObjectProvider<DatagramRecoverer> recoverer;

	private final ObjectProvider<HandlingRecorder.Maker> recorders;

	private final ObjectProvider<TaskDecorator> taskDecorators;

	PollerFactory(ApplicationEventPublisher publisher, ObjectProvider<DatagramHandler> handlers,
			ListableBeanFactory beanFactory, ObjectProvider<UxdErrorHandler> errorHandler,
			ObjectProvider<DatagramRecoverer> recoverer, ObjectProvider<HandlingRecorder.Maker> recorders,
			ObjectProvider<TaskDecorator> taskDecorators) {
		this.publisher = publisher;
		this.handlers = handlers;
		this.beanFactory = beanFactory;
		// Of several each is for the listeners that name it.
		this.errorHandler = errorHandler.getIfUnique(LoggingErrorHandler::new);
		this.recoverer = recoverer;
		this.recorders = recorders;
		this.taskDecorators = taskDecorators;
	}

	/**
	 * Make the poller of a peer.
	 * @param configured its properties
	 * @param peer the peer
	 * @param id its id, which isn't the configured one if the application made the peer
	 */
	PeerPoller create(ConfiguredPeer configured, Peer peer, String id) {
		PollerSettings settings = settings(configured);
		checkListener(configured);
		DatagramDispatcher dispatcher = dispatcher(configured, peer, id);
		if (configured.properties().getPoller().isPublishEvents()) {
			dispatcher.publishEvents(this.publisher);
		}
		dispatcher.recoverBy(this.recoverer.getIfUnique());
		List<TaskDecorator> decorators = this.taskDecorators.orderedStream().toList();
		if (!decorators.isEmpty()) {
			dispatcher.decorateTasks(new CompositeTaskDecorator(decorators));
		}
		return new ThreadedPeerPoller(dispatcher, settings);
	}

	private DatagramDispatcher dispatcher(ConfiguredPeer configured, Peer peer, String id) {
		DispatchProperties dispatch = configured.properties().getDispatch();
		configured.checks().checkPositive("dispatch.threads", dispatch.getThreads());
		configured.checks().checkPositive("dispatch.queue-capacity", dispatch.getQueueCapacity());
		configured.checks()
			.check(dispatch.getOrder() != DispatchOrder.SENDER || configured.properties().isSenderCredentials(),
					"dispatch.order", dispatch.getOrder(),
					"The process of a sender isn't known without sender-credentials: true.");
		DispatchSettings settings = new DispatchSettings(dispatch.getMode(), dispatch.getThreads(),
				dispatch.getQueueCapacity(), dispatch.getWhenFull(), dispatch.getOrder());
		List<HandlingRecorder> recorders = this.recorders.orderedStream()
			.map((maker) -> maker.make(id))
			.filter(Objects::nonNull)
			.toList();
		return configured.checks()
			.get("dispatch.mode", dispatch.getMode(),
					() -> new DatagramDispatcher(peer, id, handlersOf(id), this.errorHandler, recorders, settings));
	}

	/**
	 * Return the handlers of a peer by the names of their beans, in their order.
	 */
	private Map<String, DatagramHandler> handlersOf(String peerId) {
		Map<DatagramHandler, String> names = new IdentityHashMap<>();
		Map<String, DatagramHandler> handlers = new LinkedHashMap<>();
		for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory,
				DatagramHandler.class)) {
			// Of a prototype this would be another one than that which is called.
			if (this.beanFactory.isSingleton(name)) {
				names.put(this.beanFactory.getBean(name, DatagramHandler.class), name);
			}
		}
		this.handlers.orderedStream()
			.filter((handler) -> handler.supportsPeer(peerId))
			.forEach((handler) -> handlers
				.put(names.getOrDefault(handler, handler.getClass().getName() + "#" + handlers.size()), handler));
		return handlers;
	}

	private static PollerSettings settings(ConfiguredPeer configured) {
		PollerProperties poller = configured.properties().getPoller();
		BackOffProperties times = poller.getBackOff();
		configured.checks().checkPositive("poller.batch-size", poller.getBatchSize());
		configured.checks()
			.checkOrder(new Setting<>("phase", configured.properties().getPhase(), new PeerProperties().getPhase()),
					new Setting<>("poller.phase", poller.getPhase(), PollerSettings.DEFAULT_PHASE), false,
					": the peer would close before its poller has stopped");
		configured.checks().checkTime("poller.drain-timeout", poller.getDrainTimeout());
		configured.checks().checkTime("poller.check-interval", poller.getCheckInterval());
		configured.checks().checkTime("poller.idle-event-interval", poller.getIdleEventInterval());
		if (poller.getSpin() != null) {
			configured.checks().checkTime("poller.spin", poller.getSpin());
		}
		configured.checks().checkTime("poller.busy-threshold", poller.getBusyThreshold());
		configured.checks().checkGrowth("poller.back-off", times, new PollerProperties().getBackOff());
		configured.checks()
			.check(times.getInitialInterval().toMillis() > 0, "poller.back-off.initial-interval",
					times.getInitialInterval(), "It is less than a millisecond.");
		ExponentialBackOff backOff = new ExponentialBackOff(times.getInitialInterval().toMillis(),
				times.getMultiplier());
		backOff.setMaxInterval(times.getMaxInterval().toMillis());
		return new PollerSettings(poller.getPhase(), poller.getBatchSize(), poller.getDrainTimeout(),
				poller.getCheckInterval(), poller.getIdleEventInterval(), poller.getSpin(), poller.getBusyThreshold(),
				backOff);
	}

	private static void checkListener(ConfiguredPeer configured) {
		ListenerProperties listener = configured.properties().getListener();
		configured.checks().checkTime("listener.reply-timeout", listener.getReplyTimeout());
		listener.getRetry().check(configured.checks(), "listener.retry");
	}

}

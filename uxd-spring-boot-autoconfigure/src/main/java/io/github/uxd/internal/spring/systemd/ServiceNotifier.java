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
package io.github.uxd.internal.spring.systemd;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.uxd.internal.spring.listener.Heartbeat;
import io.github.uxd.internal.spring.listener.ThreadedPeerPoller;
import io.github.uxd.internal.spring.log.EscapingLog;
import io.github.uxd.internal.spring.log.LogNames;
import io.github.uxd.internal.spring.systemd.NotifySender.Subject;
import io.github.uxd.internal.systemd.NotifySocket;
import io.github.uxd.internal.systemd.ServiceVariables;
import io.github.uxd.spring.event.PeerEvent;
import io.github.uxd.spring.event.PeerIdleEvent;
import io.github.uxd.spring.listener.ManagedPeer;
import io.github.uxd.spring.systemd.SystemdNotifier;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SmartApplicationListener;

/**
 * Tells systemd what becomes of an application, from the events of its context. What it
 * knows belongs to the thread of its {@link NotifySender}.
 */
public final class ServiceNotifier implements SystemdNotifier, SmartApplicationListener, DisposableBean {

	private static final EscapingLog logger = new EscapingLog(LogNames.SYSTEMD);

	/**
	 * How long after an event to look what the peers do: more of them may follow, and it
	 * comes just before the state that it tells of.
	 */
	private static final Duration SOON = Duration.ofMillis(50);

	private static final Duration LATER = Duration.ofSeconds(1);

	/**
	 * How much more time a stop gets from each second of a drain on, in microseconds. A
	 * drain ends by itself, so that this does too.
	 */
	private static final long MORE_TIME = 5_000_000;

	private final ApplicationContext context;

	private final NotifiedService service;

	private final NotifySender sender;

	private final Supplier<Collection<ManagedPeer>> peers;

	private final Duration watchdogInterval;

	private final BooleanSupplier alive;

	/**
	 * Whether a look follows soon: there is never more than one, however often it is
	 * asked for.
	 */
	private final AtomicBoolean looksSoon = new AtomicBoolean();

	private final AtomicBoolean left = new AtomicBoolean();

	private volatile @Nullable String ownStatus;

	private Collection<ManagedPeer> managed = List.of();

	private String told = "";

	private boolean ready;

	private boolean stopping;

	private long stoppingSince;

	private @Nullable Future<?> nextLook;

	private ServiceNotifier(ApplicationContext context, NotifySocket socket, Duration watchdogInterval,
			Supplier<Collection<ManagedPeer>> peers, BooleanSupplier alive) {
		this.context = context;
		this.service = NotifiedService.at(socket.toString());
		this.sender = new NotifySender(socket);
		this.watchdogInterval = watchdogInterval;
		this.peers = peers;
		this.alive = alive;
	}

	/**
	 * Create a notifier.
	 * @param context whose events count
	 * @param variables what systemd has told
	 * @param peers the peers of the application; asked for when all are there
	 * @param alive whether the application says that it is alive
	 * @return one that does nothing, and has no thread, if systemd wants to know nothing,
	 * or can't be told
	 */
	public static SystemdNotifier create(ApplicationContext context, ServiceVariables variables,
			Supplier<Collection<ManagedPeer>> peers, BooleanSupplier alive) {
		String address = variables.notifySocket();
		if (address == null) {
			return new SilentNotifier();
		}
		try {
			ServiceNotifier notifier = new ServiceNotifier(context, new NotifySocket(address),
					watchdogInterval(variables), peers, alive);
			if (notifier.service.enter()) {
				notifier.say(notifier.reloading());
			}
			return notifier;
		}
		catch (IllegalArgumentException ex) {
			logger.warnInOneLine("systemd can't be told how the application is", ex);
			return new SilentNotifier();
		}
	}

	private static Duration watchdogInterval(ServiceVariables variables) {
		try {
			return variables.watchdogInterval();
		}
		catch (IllegalArgumentException ex) {
			logger.warnInOneLine("systemd can't be told that the application is well", ex);
			return Duration.ZERO;
		}
	}

	/**
	 * Return a notifier that does nothing.
	 */
	public static SystemdNotifier silent() {
		return new SilentNotifier();
	}

	@Override
	public boolean isActive() {
		return true;
	}

	@Override
	public void setStatus(@Nullable String status) {
		this.ownStatus = status;
		lookSoon();
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
		return ApplicationReadyEvent.class.isAssignableFrom(type)
				|| ApplicationContextEvent.class.isAssignableFrom(type)
				|| (PeerEvent.class.isAssignableFrom(type) && !PeerIdleEvent.class.isAssignableFrom(type));
	}

	/**
	 * A stop is to be told of before it goes on.
	 */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof PeerEvent) {
			lookSoon();
		}
		// Those of child contexts come here too.
		else if (event instanceof ApplicationReadyEvent ready && ready.getApplicationContext() == this.context) {
			this.sender.execute(this::ready);
		}
		else if (event instanceof ContextRefreshedEvent && event.getSource() == this.context) {
			Collection<ManagedPeer> managed = this.peers.get();
			this.sender.execute(() -> refreshed(managed));
		}
		else if (event instanceof ContextClosedEvent && event.getSource() == this.context) {
			if (leave()) {
				say(Restart.isCaller() ? reloading() : "STOPPING=1");
			}
			this.sender.execute(this::closing);
		}
	}

	private void refreshed(Collection<ManagedPeer> managed) {
		this.managed = managed;
		if (this.service.isReady()) {
			// A context that is refreshed by itself gets no other event.
			ready();
		}
		lookSoon();
	}

	private void ready() {
		if (this.ready || this.stopping) {
			return;
		}
		this.ready = true;
		this.service.ready();
		this.told = PeersStatus.of(this.managed).text(this.ownStatus);
		this.sender.say(Subject.STATE, "READY=1");
		this.sender.say(Subject.STATUS, this.told.isEmpty() ? null : "STATUS=" + this.told);
		if (!this.watchdogInterval.isZero()) {
			Watchdog watchdog = new Watchdog(this.sender, this.watchdogInterval, this.alive, heartbeats());
			this.sender.execute(watchdog::look);
		}
	}

	private Map<String, Heartbeat> heartbeats() {
		Map<String, Heartbeat> heartbeats = new LinkedHashMap<>();
		this.managed.forEach((peer) -> {
			if (peer.poller() instanceof ThreadedPeerPoller poller) {
				heartbeats.put(peer.id(), poller.heartbeat());
			}
		});
		return heartbeats;
	}

	private void closing() {
		this.stopping = true;
		this.stoppingSince = System.nanoTime();
		lookSoon();
	}

	/**
	 * The context closes: its close is told of by an event, unless it didn't start or
	 * starts again.
	 */
	private boolean leave() {
		return this.left.compareAndSet(false, true) && this.service.leave();
	}

	private void say(String state) {
		this.sender.execute(() -> this.sender.say(Subject.STATE, state));
	}

	/**
	 * Systemd compares the time with its own clock, which is this one: on Linux
	 * {@code System.nanoTime()} is {@code CLOCK_MONOTONIC}. The watchdog goes on during a
	 * reload, which has its full interval.
	 */
	private String reloading() {
		return "RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000
				+ (this.watchdogInterval.isZero() ? "" : "\nWATCHDOG=1");
	}

	private void lookSoon() {
		if (this.looksSoon.compareAndSet(false, true)) {
			this.sender.schedule(() -> {
				this.looksSoon.set(false);
				look(true);
			}, SOON);
		}
	}

	/**
	 * Look what the peers do, and tell it if that is new.
	 * @param again whether to look once more in any case, since the event may have come
	 * long before the state that it tells of
	 */
	private void look(boolean again) {
		PeersStatus status = PeersStatus.of(this.managed);
		String text = status.text(this.ownStatus);
		boolean changed = !text.equals(this.told);
		if (changed) {
			this.told = text;
			this.sender.say(Subject.STATUS, "STATUS=" + text);
		}
		boolean needsTime = this.stopping && status.isDraining()
				&& System.nanoTime() - this.stoppingSince > LATER.toNanos();
		this.sender.say(Subject.EXTENSION, needsTime ? "EXTEND_TIMEOUT_USEC=" + MORE_TIME : null);
		if (this.nextLook != null) {
			this.nextLook.cancel(false);
		}
		boolean goesOn = again || changed || this.stopping || status.isOnTheWay();
		this.nextLook = goesOn ? this.sender.schedule(() -> look(false), LATER) : null;
	}

	@Override
	public void destroy() {
		leave();
		this.sender.close();
	}

}

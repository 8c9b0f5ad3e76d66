package io.github.uxd.internal.spring.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.uxd.internal.spring.listener.HandlingRecorder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Makes the timers of all peers, whether those or the registries are there first.
 * Thread-safe.
 */
public class ListenerTimers implements HandlingRecorder.Factory, MeterBinder {

	private final Predicate<String> timed;

	private final List<ListenerTimer> timers = new ArrayList<>();

	private final List<MeterRegistry> registries = new ArrayList<>();

	/**
	 * Create a factory.
	 * @param timed tells whether to time the listeners of a peer, given its id
	 */
	public ListenerTimers(Predicate<String> timed) {
		this.timed = timed;
	}

	@Override
	public synchronized @Nullable HandlingRecorder create(String peerId) {
		if (!this.timed.test(peerId)) {
			return null;
		}
		ListenerTimer timer = new ListenerTimer(peerId);
		this.timers.add(timer);
		this.registries.forEach(timer::bindTo);
		return timer;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.timers.forEach((timer) -> timer.bindTo(registry));
	}

}
